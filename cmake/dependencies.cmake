# Libraries from the distribution. scripts/setup installs the Debian packages; what is missing is told
# in one message, so that nobody installs them one by one.

find_package(Threads REQUIRED)

set(execlint_missing "")
foreach(library CLI11:libcli11-dev fmt:libfmt-dev nlohmann_json:nlohmann-json3-dev tl-expected:libexpected-dev)
  string(REPLACE ":" ";" library ${library})
  list(GET library 0 name)
  list(GET library 1 package)
  find_package(${name} QUIET)
  if(NOT ${name}_FOUND)
    list(APPEND execlint_missing ${package})
  endif()
endforeach()

# Of these three the static library is wanted, which their own package files do not offer on Debian.
function(execlint_find_static target header library package)
  find_path(${target}_INCLUDE_DIR ${header})
  find_library(${target}_LIBRARY NAMES lib${library}.a ${library})
  mark_as_advanced(${target}_INCLUDE_DIR ${target}_LIBRARY)
  if(NOT ${target}_INCLUDE_DIR OR NOT ${target}_LIBRARY)
    set(execlint_missing ${execlint_missing} ${package} PARENT_SCOPE)
    return()
  endif()
  add_library(${target} UNKNOWN IMPORTED GLOBAL)
  set_target_properties(${target} PROPERTIES
    IMPORTED_LOCATION ${${target}_LIBRARY}
    INTERFACE_INCLUDE_DIRECTORIES ${${target}_INCLUDE_DIR}
    INTERFACE_LINK_LIBRARIES Threads::Threads)
endfunction()

execlint_find_static(execlint_yaml_cpp yaml-cpp/eventhandler.h yaml-cpp libyaml-cpp-dev)
execlint_find_static(execlint_re2 re2/re2.h re2 libre2-dev)
execlint_find_static(execlint_utf8proc utf8proc.h utf8proc libutf8proc-dev)

# Only headers are needed of Boost: its big integers.
find_path(EXECLINT_BOOST_INCLUDE_DIR boost/multiprecision/cpp_int.hpp)
mark_as_advanced(EXECLINT_BOOST_INCLUDE_DIR)
if(EXECLINT_BOOST_INCLUDE_DIR)
  add_library(execlint_boost INTERFACE IMPORTED GLOBAL)
  target_include_directories(execlint_boost INTERFACE ${EXECLINT_BOOST_INCLUDE_DIR})
else()
  list(APPEND execlint_missing libboost-dev)
endif()

if(execlint_missing)
  list(JOIN execlint_missing " " execlint_missing)
  message(FATAL_ERROR "Libraries that execlint needs are missing. On Debian or Ubuntu, these packages "
    "bring them: ${execlint_missing}")
endif()

# RE2 from 2023-07 on uses Abseil. Debian's package file for Abseil names the shared libraries, so the
# static ones are listed here; the linker takes only what RE2 needs of them.
file(STRINGS ${execlint_re2_INCLUDE_DIR}/re2/re2.h re2_uses_abseil REGEX "^#include \"absl/")
if(re2_uses_abseil)
  cmake_path(GET execlint_re2_LIBRARY PARENT_PATH folder)
  file(GLOB abseil ${folder}/libabsl_*.a)
  if(abseil AND NOT APPLE)
    set(abseil -Wl,--start-group ${abseil} -Wl,--end-group)
  else()
    find_package(absl REQUIRED)
    set(abseil absl::absl_check absl::absl_log absl::flat_hash_map absl::inlined_vector absl::strings
      absl::str_format absl::synchronization)
  endif()
  set_property(TARGET execlint_re2 APPEND PROPERTY INTERFACE_LINK_LIBRARIES ${abseil})
endif()

# A fifth of the program's time is spent on small allocations with the C library's allocator; jemalloc
# takes half as long for them. Where its static library is not installed, the C library's is used.
find_library(EXECLINT_JEMALLOC NAMES libjemalloc_pic.a)
mark_as_advanced(EXECLINT_JEMALLOC)
