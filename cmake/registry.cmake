# execlint_registry(TARGET RULE_FILES...): the list of all rules, made from the files that exist.
#
# rules/<folder>/<name>.cc defines `extern constexpr Rule <name>` in namespace execlint::rules; the
# short files fixtures/<name>/example_fail.* and example_pass.* show it, and are built in beside it.
# The generated registry.cc defines what lint/engine/registry.h declares, sorted by name.

# The one file that matches, as a C++ initialiser of Example; an empty one when there is none.
function(execlint_example pattern out)
  file(GLOB files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${pattern})
  set(${out} "{}" PARENT_SCOPE)
  if(files)
    list(GET files 0 file)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    cmake_path(GET file FILENAME file_name)
    file(READ ${file} text)
    execlint_string_literal("${text}" literal)
    set(${out} "{\"${file_name}\", ${literal}}" PARENT_SCOPE)
  endif()
endfunction()

function(execlint_registry target)
  if(NOT ARGN)
    return()
  endif()
  set(names "")
  foreach(file IN LISTS ARGN)
    cmake_path(GET file STEM name)
    list(APPEND names ${name})
  endforeach()
  list(SORT names)

  set(declarations "")
  set(entries "")
  foreach(name IN LISTS names)
    execlint_example(fixtures/${name}/example_fail.* fail)
    execlint_example(fixtures/${name}/example_pass.* pass)
    string(APPEND declarations "extern const Rule ${name};\n")
    string(APPEND entries "    {.rule = &rules::${name},\n     .fail = ${fail},\n     .pass = ${pass}},\n")
  endforeach()
  set(generated ${CMAKE_BINARY_DIR}/generated/registry.cc)
  file(CONFIGURE OUTPUT ${generated} @ONLY CONTENT [[
// Made from the files under rules/ and fixtures/ by cmake/registry.cmake.
#include "lint/engine/registry.h"

#include <string_view>

#include "lint/engine/rule.h"

namespace execlint {
namespace rules {
@declarations@}  // namespace rules

namespace {
constexpr RuleEntry kEntries[] = {
@entries@};
}  // namespace

std::span<const RuleEntry> AllRules() { return kEntries; }
}  // namespace execlint
]])
  # Apart from the rules, which .ci/run looks at with clang-tidy: this file is not written by hand.
  set_source_files_properties(${generated} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  target_sources(${target} PRIVATE ${generated})
endfunction()
