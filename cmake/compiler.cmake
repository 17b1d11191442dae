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

# g++ 12 sees overflows in its own std::string where there are none (its bugs 105329 and 105651); the
# sanitizers look for real ones.
add_compile_options($<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-array-bounds>
  $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-restrict> $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-stringop-overflow>
  $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-stringop-overread>)

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
option(EXECLINT_TSAN "Build everything with the thread sanitizer" OFF)
if(EXECLINT_FUZZ AND NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  message(FATAL_ERROR "EXECLINT_FUZZ needs clang: -DCMAKE_C_COMPILER=clang-19 -DCMAKE_CXX_COMPILER=clang++-19")
endif()
if(EXECLINT_SANITIZE OR EXECLINT_FUZZ)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer -g1)
  add_compile_options(-UNDEBUG -D_GLIBCXX_ASSERTIONS)  # asserts speak too, also those of the library
  add_link_options(-fsanitize=address,undefined)
endif()
if(EXECLINT_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(EXECLINT_TSAN)
  add_compile_options(-fsanitize=thread -fno-omit-frame-pointer -g1 -UNDEBUG)
  add_link_options(-fsanitize=thread)
endif()

# Headers of the standard library that most files include take a second of each file's time: a target
# reads them once, precompiled. Every file still includes what it uses: .ci/run builds
# the libraries with -DEXECLINT_PRECOMPILE=OFF, which shows a missing include.
option(EXECLINT_PRECOMPILE "Precompile the headers that most files include" ON)
set(execlint_common_headers <algorithm> <array> <cstdint> <functional> <map> <memory> <optional> <set>
  <span> <string> <string_view> <unordered_map> <utility> <variant> <vector> <fmt/core.h>
  <tl/expected.hpp>)
function(execlint_precompile target)
  if(EXECLINT_PRECOMPILE)
    target_precompile_headers(${target} PRIVATE ${execlint_common_headers} ${ARGN})
    # Without these ccache would never know a file again.
    target_compile_options(${target} PRIVATE
      $<$<COMPILE_LANG_AND_ID:CXX,Clang>:SHELL:-Xclang -fno-pch-timestamp>
      $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-fpch-preprocess>)
  endif()
endfunction()

# The files of one folder are compiled as one, which takes a third of the time. Not so where single
# files are wanted: in the edit-compile-test loop (the preset dev), and where .ci/run checks that each
# file includes what it uses.
option(EXECLINT_UNITY "Compile all files of a folder as one" ON)
function(execlint_unity target)
  if(EXECLINT_UNITY)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
    foreach(file IN LISTS ARGN)
      cmake_path(GET file PARENT_PATH folder)
      cmake_path(RELATIVE_PATH folder BASE_DIRECTORY ${CMAKE_SOURCE_DIR})
      string(REPLACE "/" "_" group "${folder}")
      set_source_files_properties(${file} PROPERTIES UNITY_GROUP ${group})
    endforeach()
    # g++ takes a file that is included for a header, whose types should not depend on a namespace
    # without a name.
    target_compile_options(${target} PRIVATE
      $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-subobject-linkage>)
  endif()
endfunction()

# A library of the program: `execlint_library(NAME SOURCES...)`. Includes are written from the root
# of the repository.
function(execlint_library name)
  if(NOT ARGN)
    file(TOUCH ${CMAKE_BINARY_DIR}/empty.cc)
    set(ARGN ${CMAKE_BINARY_DIR}/empty.cc)
  endif()
  add_library(${name} STATIC ${ARGN})
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR})
  target_link_libraries(${name} PUBLIC tl::expected PRIVATE Threads::Threads)
  execlint_precompile(${name})
  execlint_unity(${name} ${ARGN})
endfunction()

# Links a program as one position independent file that needs no library at run time: it starts in
# half the time, and runs on any Linux of the same processor. (Plain -static makes the first throw
# slow.) A sanitizer's run-time library cannot be linked this way, macOS has no static programs, and
# some distributions have no static libraries: there the program needs shared ones.
include(CheckCXXSourceCompiles)
function(execlint_link_static target)
  if(NOT CMAKE_SYSTEM_NAME STREQUAL "Linux" OR EXECLINT_SANITIZE OR EXECLINT_FUZZ OR EXECLINT_TSAN)
    return()
  endif()
  set(CMAKE_REQUIRED_LINK_OPTIONS -static-pie)
  check_cxx_source_compiles("int main() {}" EXECLINT_STATIC_C_LIBRARY)
  if(NOT EXECLINT_STATIC_C_LIBRARY OR NOT "${execlint_re2_LIBRARY}" MATCHES "[.]a$" OR
     NOT "${execlint_yaml_cpp_LIBRARY}" MATCHES "[.]a$")
    message(STATUS "Static libraries are missing: ${target} will need shared ones at run time")
    return()
  endif()
  target_link_options(${target} PRIVATE -static-pie)
  if(EXECLINT_JEMALLOC)
    target_link_libraries(${target} PRIVATE ${EXECLINT_JEMALLOC} Threads::Threads)
  endif()
endfunction()
