# Each tools/<name>.cc is a program for whoever works on execlint. Built only when asked for:
# `cmake --build build --target span_check`.

file(GLOB tool_sources CONFIGURE_DEPENDS tools/*.cc)
foreach(source IN LISTS tool_sources)
  cmake_path(GET source STEM name)
  add_executable(${name} EXCLUDE_FROM_ALL ${source})
  target_link_libraries(${name} PRIVATE
    parsers lint fmt::fmt-header-only nlohmann_json::nlohmann_json execlint_yaml_cpp)
endforeach()
