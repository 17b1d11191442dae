# tree_sitter_hcl: the tree-sitter runtime, the parse tables of its HCL grammar, and our own external
# scanner for them (parsers/hcl/external_scanner.c).
#
# Debian's tree-sitter is too old for the grammar, so scripts/fetch-grammar brings the C sources. Only
# with -DEXECLINT_FETCH=ON does CMake run it itself: that is how pip builds execlint from a checkout.
# One SHA-256 over every file that is compiled must match. It is checked whenever CMake runs, and CMake
# runs again before a build when one of the files has changed.

option(EXECLINT_FETCH "Let CMake run scripts/fetch-grammar" OFF)

set(tree_sitter_sha256 1383e3682ee9d54bd00ae70db36b143a0d3e86c907a80915e5e8aaf4a3995394)

if(EXECLINT_FETCH)
  execute_process(COMMAND ${CMAKE_SOURCE_DIR}/scripts/fetch-grammar RESULT_VARIABLE failed)
  if(failed)
    message(FATAL_ERROR "scripts/fetch-grammar could not bring the sources of tree-sitter (${failed}).")
  endif()
endif()
set(runtime_dir ${CMAKE_SOURCE_DIR}/third_party/tree_sitter/runtime)
set(grammar_dir ${CMAKE_SOURCE_DIR}/third_party/tree_sitter/hcl)
if(NOT EXISTS ${runtime_dir} OR NOT EXISTS ${grammar_dir})
  message(FATAL_ERROR "The sources of tree-sitter are missing: run scripts/fetch-grammar.")
endif()

file(GLOB_RECURSE runtime_files ${runtime_dir}/lib/include/*.h ${runtime_dir}/lib/src/*.[ch])
file(GLOB grammar_files ${grammar_dir}/src/parser.c ${grammar_dir}/src/tree_sitter/*.h)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${runtime_files} ${grammar_files})
set(digests "")
foreach(file IN LISTS runtime_files grammar_files)
  file(SHA256 ${file} digest)
  string(APPEND digests "${digest}\n")
endforeach()
string(SHA256 digest "${digests}")
if(NOT digest STREQUAL tree_sitter_sha256)
  message(FATAL_ERROR "The sources in ${runtime_dir} and ${grammar_dir} are not the ones execlint was "
    "tested with: SHA-256 ${digest}, expected ${tree_sitter_sha256}.")
endif()

file(GLOB own_sources CONFIGURE_DEPENDS parsers/hcl/*.c)
# The runtime clears some hundred bytes for every token; compilers that tune for processors of twenty
# years ago do that with an instruction that is slow today. It runs on all of them nevertheless.
set(tree_sitter_tuning)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  set(tree_sitter_tuning -mtune=skylake)
endif()
add_library(tree_sitter_hcl STATIC
  ${runtime_dir}/lib/src/lib.c ${grammar_dir}/src/parser.c ${own_sources})
set_source_files_properties(${runtime_dir}/lib/src/lib.c ${grammar_dir}/src/parser.c
  PROPERTIES COMPILE_OPTIONS "-w;${tree_sitter_tuning}")
# Where there is no memory, an exception goes through it (parsers/hcl/syntax_tree.cc).
target_compile_options(tree_sitter_hcl PRIVATE -fexceptions)
target_include_directories(tree_sitter_hcl SYSTEM
  PUBLIC ${runtime_dir}/lib/include PRIVATE ${runtime_dir}/lib/src ${grammar_dir}/src)
target_include_directories(tree_sitter_hcl PRIVATE ${CMAKE_SOURCE_DIR})
