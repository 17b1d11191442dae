// A stack with its nested stacks: one deployment unit. A nested stack is looked into when its
// template is a file in the scan; the others stay out of sight.
#ifndef EXECLINT_PARSERS_CLOUDFORMATION_STACK_H_
#define EXECLINT_PARSERS_CLOUDFORMATION_STACK_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lint/value/value_store.h"
#include "parsers/cloudformation/intrinsic.h"
#include "parsers/cloudformation/template.h"

namespace execlint::cloudformation {

struct Stack {
  Stack(Traced root, std::string path, ValueStore& store)
      : tmpl(root, store), file(std::move(path)) {}

  Template tmpl;
  std::string file;    // of the template, relative to the project
  std::string prefix;  // of addresses: `Network.`; empty for the outermost
  const Stack* around = nullptr;
  const TemplateResource* call = nullptr;  // the resource in `around`
  std::vector<std::unique_ptr<Stack>> nested;

  const Stack* NestedAt(ResourceId call_id) const;
  // What the stack around gives for a parameter, as it is written there; no value if nothing.
  Traced Argument(std::string_view parameter) const;
  // What is written as an output's value; no value if there is none of that name.
  Traced Output(std::string_view name) const;
};

// The path of a nested stack's template, relative to the project; nothing if `resource` is no
// nested stack or its template is no file beside this one.
std::optional<std::string> LocalTemplate(const TemplateResource& resource, const std::string& file);

// The parsed root of a template; no value if there is none at this path.
using TemplateReader = std::function<Traced(const std::string& path)>;

// Bounded in depth and number; a template that nests itself is looked into once.
std::unique_ptr<Stack> LoadStack(Traced root, const std::string& file, ValueStore& store,
                                 const TemplateReader& read);

// Every resource of the unit that `raw`, which stands in `stack`, refers to, also by way of the
// parameters and outputs of nested stacks.
struct ResourceReference {
  const Stack& stack;
  const TemplateResource& resource;
  Span at;  // the reference in `raw`
};
void VisitResources(const Value& raw, const Stack& stack,
                    const std::function<void(const ResourceReference&)>& visit);

}  // namespace execlint::cloudformation

#endif  // EXECLINT_PARSERS_CLOUDFORMATION_STACK_H_
