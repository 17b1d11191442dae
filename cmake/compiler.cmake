# How everything is compiled: language, warnings, sanitizers, reproducible paths, ccache.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_STANDARD 11)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
string(REPLACE "-O3" "-O2" CMAKE_CXX_FLAGS_RELEASE "${CMAKE_CXX_FLAGS_RELEASE}")

# Warnings are errors; `cmake --compile-no-warning-as-error` is the way out for a newer compiler.
if(NOT DEFINED CMAKE_COMPILE_WARNING_AS_ERROR)
  set(CMAKE_COMPILE_WARNING_AS_ERROR ON)
endif()
add_compile_options(-Wall -Wextra)
# clang blames the caller for what libstdc++ 12 does inside std::stable_sort; g++ does not.
add_compile_options($<$<COMPILE_LANG_AND_ID:CXX,Clang>:-Wno-deprecated-declarations>)

# Two checkouts at two paths give the same bytes, and share one compiler cache.
add_compile_options(-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=)
find_program(EXECLINT_CCACHE ccache)
mark_as_advanced(EXECLINT_CCACHE)
if(EXECLINT_CCACHE)
  foreach(language C CXX)
    set(CMAKE_${language}_COMPILER_LAUNCHER env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
      CCACHE_SLOPPINESS=pch_defines,time_macros ${EXECLINT_CCACHE})
  endforeach()
endif()

option(EXECLINT_FUZZ "Build fuzz/*_fuzz.cc with libFuzzer (clang only; implies EXECLINT_SANITIZE)" OFF)
option(EXECLINT_SANITIZE "Build everything with the address and undefined behaviour sanitizers" OFF)
if(EXECLINT_FUZZ AND NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  message(FATAL_ERROR "EXECLINT_FUZZ needs clang: -DCMAKE_C_COMPILER=clang-19 -DCMAKE_CXX_COMPILER=clang++-19")
endif()
if(EXECLINT_SANITIZE OR EXECLINT_FUZZ)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer -g1)
  add_compile_options(-UNDEBUG)  # asserts speak too
  add_link_options(-fsanitize=address,undefined)
endif()
if(EXECLINT_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

# A library of the program: `execlint_library(NAME SOURCES...)`. Includes are written from the root
# of the repository.
function(execlint_library name)
  if(NOT ARGN)
    file(TOUCH ${CMAKE_BINARY_DIR}/empty.cc)
    set(ARGN ${CMAKE_BINARY_DIR}/empty.cc)
  endif()
  add_library(${name} STATIC ${ARGN})
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR})
  target_link_libraries(${name} PUBLIC tl::expected PRIVATE fmt::fmt-header-only Threads::Threads)
endfunction()

# Links a program as one position independent file that needs no library at run time: it starts in
# half the time, and runs on any Linux of the same processor. (Plain -static makes the first throw
# slow.) A sanitizer's run-time library cannot be linked this way.
function(execlint_link_static target)
  if(NOT EXECLINT_SANITIZE AND NOT EXECLINT_FUZZ)
    target_link_options(${target} PRIVATE -static-pie)
  endif()
endfunction()
