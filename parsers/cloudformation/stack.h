// A stack with its nested stacks: one deployment unit. A nested stack is looked into when its
// template is a file in the scan; the others stay out of sight.
#ifndef EXECLINT_PARSERS_CLOUDFORMATION_STACK_H_
#define EXECLINT_PARSERS_CLOUDFORMATION_STACK_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "lint/value/value_store.h"
#include "parsers/cloudformation/intrinsic.h"
#include "parsers/cloudformation/nested_template.h"
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
  bool by_name = false;                    // only the name says that the template is meant
  std::vector<std::unique_ptr<Stack>> nested;
  // Nested stacks that a bound keeps from being looked into.
  std::vector<Span> cut;
  // Those whose template is surely a file of the project, and is not there.
  std::vector<const TemplateResource*> missing;
  // Resources that are nested stacks of one of several templates.
  std::map<const TemplateResource*, std::vector<std::string>> undecided;

  const Stack* NestedAt(ResourceId call_id) const;
  // What the stack around gives for a parameter, as it is written there; no value if nothing.
  Traced Argument(std::string_view parameter) const;
  // What is written as an output's value; no value if there is none of that name.
  Traced Output(std::string_view name) const;
};

// Finds the templates of nested stacks, and parses them.
struct NestedTemplates {
  std::function<NestedTemplate(const TemplateResource& resource, const std::string& file)> find;
  // The root; no value if there is no template at this path.
  std::function<Traced(const std::string& path)> read;
  // Is there a file at this path?
  std::function<bool(const std::string& path)> exists;
};

// Bounded in depth and number; a template that nests itself is looked into once.
std::unique_ptr<Stack> LoadStack(Traced root, const std::string& file, ValueStore& store,
                                 const NestedTemplates& templates);

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
