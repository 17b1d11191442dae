# unit_tests: every tests/**/*_test.cc in one program, each test a test of ctest. It runs in the root
# of the repository (so a test reads fixtures/...), and finds the execlint program beside itself.

find_package(GTest REQUIRED)
include(GoogleTest)

add_executable(unit_tests ${test_sources})
add_dependencies(unit_tests execlint)
target_link_libraries(unit_tests PRIVATE
  rules parsers lint nlohmann_json::nlohmann_json execlint_yaml_cpp GTest::gtest_main)
target_compile_options(unit_tests PRIVATE $<$<NOT:$<CONFIG:Debug>>:-O1>)
execlint_precompile(unit_tests <gtest/gtest.h>)
execlint_unity(unit_tests ${test_sources})
set(seconds 120)
if(EXECLINT_TSAN)
  set(seconds 600)  # the thread sanitizer makes some tests ten times as long
endif()
gtest_discover_tests(unit_tests
  DISCOVERY_MODE PRE_TEST
  NO_PRETTY_VALUES
  WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
  PROPERTIES TIMEOUT ${seconds})

# parse_speed: for bench/run.py.
add_executable(parse_speed EXCLUDE_FROM_ALL bench/parse_speed.cc)
target_link_libraries(parse_speed PRIVATE parsers)
