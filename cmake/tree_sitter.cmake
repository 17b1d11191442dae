# tree_sitter_hcl: the tree-sitter runtime, the parse tables of its HCL grammar, and our own external
# scanner for them (parsers/hcl/external_scanner.c).
#
# Debian's tree-sitter is too old for the grammar, so the C sources come, in this order, from
#   1. -DEXECLINT_TREE_SITTER_DIR=<dir>      a folder that holds the runtime's lib/, and
#      -DEXECLINT_TREE_SITTER_HCL_DIR=<dir>  a folder that holds the grammar's src/;
#   2. third_party/node_modules, which `npm ci` fills (scripts/setup runs it).
# Whichever way they came, one SHA-256 over every file that is compiled must match. It is checked
# whenever CMake runs, and CMake runs again before a build when one of the files has changed.

set(EXECLINT_TREE_SITTER_DIR "" CACHE PATH "Folder that holds lib/ of tree-sitter")
set(EXECLINT_TREE_SITTER_HCL_DIR "" CACHE PATH "Folder that holds src/ of tree-sitter-hcl")

set(tree_sitter_sha256 1d147c5d0622942784223369968a69ea73fdcef21036d84d03b6f5f2af9ad12a)

set(runtime_dir ${EXECLINT_TREE_SITTER_DIR})
set(grammar_dir ${EXECLINT_TREE_SITTER_HCL_DIR})
set(node_modules ${CMAKE_SOURCE_DIR}/third_party/node_modules)
if(NOT runtime_dir AND NOT grammar_dir)
  set(runtime_dir ${node_modules}/tree-sitter/vendor/tree-sitter)
  set(grammar_dir ${node_modules}/@tree-sitter-grammars/tree-sitter-hcl)
endif()
if(NOT EXISTS ${runtime_dir}/lib/src/lib.c OR NOT EXISTS ${grammar_dir}/src/parser.c)
  message(FATAL_ERROR "The sources of tree-sitter are missing: run scripts/setup, or `npm ci` in third_party/.")
endif()

file(GLOB_RECURSE third_party_files
  ${runtime_dir}/lib/include/*.h ${runtime_dir}/lib/src/*.[ch] ${grammar_dir}/src/tree_sitter/*.h)
list(APPEND third_party_files ${grammar_dir}/src/parser.c)
list(SORT third_party_files)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${third_party_files})
set(digests "")
foreach(file IN LISTS third_party_files)
  file(SHA256 ${file} digest)
  string(APPEND digests "${digest}\n")
endforeach()
string(SHA256 digest "${digests}")
if(NOT digest STREQUAL tree_sitter_sha256)
  message(FATAL_ERROR "The sources in ${runtime_dir} and ${grammar_dir} are not the ones execlint was "
    "tested with: SHA-256 ${digest}, expected ${tree_sitter_sha256}.")
endif()

file(GLOB external_scanner CONFIGURE_DEPENDS parsers/hcl/external_scanner.c)
add_library(tree_sitter_hcl STATIC
  ${runtime_dir}/lib/src/lib.c ${grammar_dir}/src/parser.c ${external_scanner})
set_source_files_properties(${runtime_dir}/lib/src/lib.c ${grammar_dir}/src/parser.c
  PROPERTIES COMPILE_OPTIONS -w)
target_include_directories(tree_sitter_hcl SYSTEM
  PUBLIC ${runtime_dir}/lib/include PRIVATE ${runtime_dir}/lib/src ${grammar_dir}/src)
