// A template by its sections, still unevaluated.
//
//   Template tmpl(root, store);
//   for (const TemplateResource& resource : tmpl.resources()) ...
#ifndef EXECLINT_PARSERS_CLOUDFORMATION_TEMPLATE_H_
#define EXECLINT_PARSERS_CLOUDFORMATION_TEMPLATE_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lint/value/value.h"
#include "lint/value/value_store.h"

namespace execlint::cloudformation {

struct TemplateResource {
  ResourceId id = ResourceId::kNone;  // in the order written
  std::string_view name = {};         // the logical id
  std::string_view type = {};         // `AWS::ECS::Service`; empty if it is not a plain string
  Span name_span = {};
  Span block = {};         // from the name to the end of the body
  Traced body = {};        // the raw map that holds Type and Properties
  Traced properties = {};  // no value: none written
  // Set where a macro beside the type may rewrite the resource: see Template::rewritten_because.
  const Symbol* rewritten_because = nullptr;
};

struct TemplateParameter {
  std::string_view name = {};
  Span name_span = {};
  Traced declared = {};  // the raw map that holds Type and Default
};

// Where the template says that the values of a parameter are secrets; invalid where it does not.
Span NoEcho(const TemplateParameter& parameter);

// Keeps views into `root`, which must outlive it.
class Template {
 public:
  Template(Traced root, ValueStore& store);

  Traced root() const { return root_; }
  const std::vector<TemplateResource>& resources() const { return resources_; }
  const std::vector<TemplateParameter>& parameters() const { return parameters_; }
  const TemplateResource* resource(std::string_view name) const;
  const TemplateParameter* parameter(std::string_view name) const;
  // Unevaluated; no value where there is none of that name.
  Traced condition(std::string_view name) const;
  Traced mapping(std::string_view name) const;
  Traced section(std::string_view name) const;

  // Set where a macro may rewrite the template: what is written is taken as it stands, and nothing
  // counts as absent. Named after the first one. AWS's transforms that leave plain resources as
  // they are (SAM, language extensions) do not count.
  const Symbol* rewritten_because() const { return rewritten_because_; }
  // Where resources may come from that are not seen: macros, modules, Fn::ForEach among the
  // resources.
  const std::vector<Span>& opaque() const { return opaque_; }
  // The macros among the resources, which may make any, modules, and `AWS::Include` beside the
  // sections.
  struct Macro {
    Span at = {};
    std::string name = {};  // `Fn::ForEach`, `AWS::Include`, `My::Org::Service::MODULE`
  };
  const std::vector<Macro>& macros() const { return macros_; }

 private:
  void ReadResources(ValueStore& store);
  void ReadTransforms(ValueStore& store);

  Traced root_;
  std::vector<TemplateResource> resources_;
  std::map<std::string_view, std::size_t> by_name_;
  std::vector<TemplateParameter> parameters_;
  std::map<std::string_view, std::size_t> parameters_by_name_;
  const Symbol* rewritten_because_ = nullptr;
  std::vector<Span> opaque_;
  std::vector<Macro> macros_;
};

}  // namespace execlint::cloudformation

#endif  // EXECLINT_PARSERS_CLOUDFORMATION_TEMPLATE_H_
