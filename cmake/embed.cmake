# execlint_embed(TARGET FILE SYMBOL HEADER): builds a text file into TARGET as
#
#     const std::string_view execlint::SYMBOL;
#
# HEADER (written as in an #include) declares it, as `extern const std::string_view SYMBOL;`. FILE is
# relative to the root of the repository. A change of the file is seen by the next build. CMake reads
# a line ending of two characters as one.
#
#   execlint_embed(lint lint/iam/data/managed_policies.txt kManagedPoliciesText lint/iam/managed_policies.h)

# A text as a C++ expression of type std::string_view.
function(execlint_string_literal text out)
  set(${out} "std::string_view(R\"execlint(${text})execlint\")" PARENT_SCOPE)
endfunction()

function(execlint_embed target file symbol header)
  set(path ${CMAKE_SOURCE_DIR}/${file})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${path})
  file(READ ${path} text)
  execlint_string_literal("${text}" literal)
  set(generated ${CMAKE_BINARY_DIR}/generated/${symbol}.cc)
  file(CONFIGURE OUTPUT ${generated} @ONLY CONTENT [[
// Made from @file@ by cmake/embed.cmake.
#include <string_view>

#include "@header@"

namespace execlint {
constinit const std::string_view @symbol@ = @literal@;
}  // namespace execlint
]])
  target_sources(${target} PRIVATE ${generated})
endfunction()
