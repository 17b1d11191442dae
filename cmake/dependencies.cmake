# Libraries from the distribution; scripts/setup names the Debian packages.

find_package(Threads REQUIRED)
find_package(CLI11 REQUIRED)
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(tl-expected REQUIRED)

# Of these two the static library is wanted, which their own package files do not offer on Debian.
function(execlint_find_static target header library)
  find_path(${target}_INCLUDE_DIR ${header} REQUIRED)
  find_library(${target}_LIBRARY NAMES lib${library}.a ${library} REQUIRED)
  mark_as_advanced(${target}_INCLUDE_DIR ${target}_LIBRARY)
  add_library(${target} UNKNOWN IMPORTED GLOBAL)
  set_target_properties(${target} PROPERTIES
    IMPORTED_LOCATION ${${target}_LIBRARY}
    INTERFACE_INCLUDE_DIRECTORIES ${${target}_INCLUDE_DIR}
    INTERFACE_LINK_LIBRARIES Threads::Threads)
endfunction()

execlint_find_static(execlint_yaml_cpp yaml-cpp/eventhandler.h yaml-cpp)
execlint_find_static(execlint_re2 re2/re2.h re2)

# A fifth of the program's time goes into small allocations, of which jemalloc makes half. Without it
# the C library's do.
find_library(EXECLINT_JEMALLOC NAMES libjemalloc_pic.a)
mark_as_advanced(EXECLINT_JEMALLOC)
