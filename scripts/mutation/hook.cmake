# Given to CMake as CMAKE_PROJECT_INCLUDE by mutate.py, so that the build of a mutated copy is quick:
# one object a source of the program (a mutated file alone is compiled again), and tests that are not
# optimised.
function(execlint_mutation_targets)
  get_property(targets DIRECTORY ${CMAKE_SOURCE_DIR} PROPERTY BUILDSYSTEM_TARGETS)
  foreach(target IN LISTS targets)
    get_target_property(type ${target} TYPE)
    if(type MATCHES "LIBRARY")
      set_target_properties(${target} PROPERTIES UNITY_BUILD OFF)
    endif()
  endforeach()
  if(TARGET unit_tests)
    target_compile_options(unit_tests PRIVATE -O0)
  endif()
endfunction()
cmake_language(DEFER DIRECTORY ${CMAKE_SOURCE_DIR} CALL execlint_mutation_targets)
