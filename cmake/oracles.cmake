# The programs of ours that oracles compare with. Each stands beside the script that runs it, and is
# built when asked for: `cmake --build build --target template_values`.

function(execlint_oracle name folder)
  add_executable(${name} EXCLUDE_FROM_ALL oracle/${folder}/${name}.cc ${ARGN})
  target_link_libraries(${name} PRIVATE
    parsers lint nlohmann_json::nlohmann_json execlint_yaml_cpp)
endfunction()

execlint_oracle(hcl_dump hcl/ours tests/parsers/hcl/canonical_dump.cc)
execlint_oracle(list_files walk)
execlint_oracle(span_check data)
execlint_oracle(template_values cloudformation)
execlint_oracle(console_values terraform tests/parsers/terraform/evaluate/console.cc)
execlint_oracle(terraform_values terraform)
execlint_oracle(tf_json_check terraform)

# What they can tell without anybody else's program is a test.
set_target_properties(span_check terraform_values tf_json_check PROPERTIES EXCLUDE_FROM_ALL OFF)

# Exact spans in all the JSON and YAML that is here. (Files that are wrong on purpose are read as far
# as they go.)
add_test(NAME SpanCheck COMMAND span_check fixtures examples fuzz/corpus
  WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})

# What is evaluated of a project that a real plan has confirmed (oracle/terraform/compare_plan.py
# --record), and exact places in Terraform's JSON syntax.
set(plans tests/parsers/terraform/plans)
add_test(NAME PlanValues
  COMMAND sh -c "\"$<TARGET_FILE:terraform_values>\" ${plans}/shop . | diff ${plans}/shop.json -"
  WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
add_test(NAME JsonSyntaxPlaces COMMAND tf_json_check tests WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
