# Each fuzz/<name>_fuzz.cc is a libFuzzer program of that name, which starts from the seeds in
# fuzz/corpus/<name>/:
#
#   cmake --preset sanitize && cmake --build --preset sanitize
#   build-sanitize/json_fuzz -max_total_time=60 /tmp/found fuzz/corpus/json

file(GLOB fuzz_sources CONFIGURE_DEPENDS fuzz/*_fuzz.cc)
foreach(source IN LISTS fuzz_sources)
  cmake_path(GET source STEM name)
  add_executable(${name} ${source})
  target_link_libraries(${name} PRIVATE rules parsers lint)
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
endforeach()
