# tree_sitter_hcl: the tree-sitter runtime, the parse tables of its HCL grammar, and our own external
# scanner for them (parsers/hcl/external_scanner.c).
#
# Debian's tree-sitter is too old for the grammar, so the C sources come, in this order, from
#   1. -DEXECLINT_TREE_SITTER_DIR=<dir>      a folder that holds the runtime's lib/, and
#      -DEXECLINT_TREE_SITTER_HCL_DIR=<dir>  a folder that holds the grammar's src/;
#   2. third_party/node_modules, which `npm ci` fills (scripts/setup runs it);
#   3. with -DEXECLINT_FETCH=ON, the upstream repositories, by commit.
# Whichever way they came, one SHA-256 over every file that is compiled must match. It is checked
# whenever CMake runs, and CMake runs again before a build when one of the files has changed.

set(EXECLINT_TREE_SITTER_DIR "" CACHE PATH "Folder that holds lib/ of tree-sitter")
set(EXECLINT_TREE_SITTER_HCL_DIR "" CACHE PATH "Folder that holds src/ of tree-sitter-hcl")
option(EXECLINT_FETCH "Fetch the sources of tree-sitter and its HCL grammar with git" OFF)

set(tree_sitter_sha256 30968fa4ad40503275a09f84614558319ce2aa3a72853e1bb044e3722ad9ee07)

set(runtime_dir ${EXECLINT_TREE_SITTER_DIR})
set(grammar_dir ${EXECLINT_TREE_SITTER_HCL_DIR})
if(NOT runtime_dir AND NOT grammar_dir)
  set(node_modules ${CMAKE_SOURCE_DIR}/third_party/node_modules)
  set(runtime_dir ${node_modules}/tree-sitter/vendor/tree-sitter)
  set(grammar_dir ${node_modules}/@tree-sitter-grammars/tree-sitter-hcl)
  if(NOT EXISTS ${runtime_dir} AND EXECLINT_FETCH)
    # Only the files are wanted: a SOURCE_SUBDIR without a CMakeLists.txt is not added to the build.
    include(FetchContent)
    FetchContent_Declare(tree_sitter SOURCE_SUBDIR none
      GIT_REPOSITORY https://github.com/tree-sitter/tree-sitter.git
      GIT_TAG da6fe9beb4f7f67beb75914ca8e0d48ae48d6406)  # v0.25.10
    FetchContent_Declare(tree_sitter_hcl_grammar SOURCE_SUBDIR none
      GIT_REPOSITORY https://github.com/tree-sitter-grammars/tree-sitter-hcl.git
      GIT_TAG fad991865fee927dd1de5e172fb3f08ac674d914)  # v1.2.0
    FetchContent_MakeAvailable(tree_sitter tree_sitter_hcl_grammar)
    set(runtime_dir ${tree_sitter_SOURCE_DIR})
    set(grammar_dir ${tree_sitter_hcl_grammar_SOURCE_DIR})
  endif()
endif()
if(NOT EXISTS ${runtime_dir}/lib/src/lib.c OR NOT EXISTS ${grammar_dir}/src/parser.c)
  message(FATAL_ERROR "The sources of tree-sitter are missing: run scripts/setup, or `npm ci` in third_party/, or pass -DEXECLINT_FETCH=ON.")
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
target_include_directories(tree_sitter_hcl SYSTEM
  PUBLIC ${runtime_dir}/lib/include PRIVATE ${runtime_dir}/lib/src ${grammar_dir}/src)
target_include_directories(tree_sitter_hcl PRIVATE ${CMAKE_SOURCE_DIR})
