# Each tools/<name>.cc is a program for whoever works on execlint, built when asked for:
# `cmake --build build --target template_values`.

file(GLOB tool_sources CONFIGURE_DEPENDS tools/*.cc)
foreach(source IN LISTS tool_sources)
  cmake_path(GET source STEM name)
  add_executable(${name} EXCLUDE_FROM_ALL ${source})
  target_link_libraries(${name} PRIVATE
    parsers lint nlohmann_json::nlohmann_json execlint_yaml_cpp)
endforeach()

# Exact spans in all the JSON and YAML that is here. (Files that are wrong on purpose are read as far
# as they go.)
set_target_properties(span_check PROPERTIES EXCLUDE_FROM_ALL OFF)
add_test(NAME SpanCheck COMMAND span_check fixtures examples fuzz/corpus
  WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})

# What is evaluated of a project that a real plan has confirmed (oracle/terraform/compare_plan.py
# --record), and exact places in Terraform's JSON syntax.
set_target_properties(terraform_values tf_json_check PROPERTIES EXCLUDE_FROM_ALL OFF)
set(plans tests/parsers/terraform/plans)
add_test(NAME PlanValues
  COMMAND sh -c "\"$<TARGET_FILE:terraform_values>\" ${plans}/shop . | diff ${plans}/shop.json -"
  WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
add_test(NAME JsonSyntaxPlaces COMMAND tf_json_check tests WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
