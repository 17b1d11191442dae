// Attributes of data sources. Those that only compute (policy documents, templates) are computed;
// the account, region and partition of the unit are the predeclared symbols; what another
// deployment publishes is an import; everything else is unknown.
#ifndef EXECLINT_PARSERS_TERRAFORM_EVALUATE_DATA_SOURCE_H_
#define EXECLINT_PARSERS_TERRAFORM_EVALUATE_DATA_SOURCE_H_

#include <map>
#include <string>
#include <string_view>

#include "lint/value/predeclared.h"
#include "parsers/terraform/evaluate/blocks.h"
#include "parsers/terraform/evaluate/context.h"
#include "parsers/terraform/evaluate/template_file.h"

namespace execlint::terraform {

class DataSources {
 public:
  DataSources(const Context& context, BlockValues& blocks, TemplateFiles& templates)
      : c_(context), blocks_(blocks), templates_(templates) {}

  // `data.TYPE.NAME.attribute`; `at` is where it is referred to.
  Traced Attribute(const Instance& instance, std::string_view name, Span at);
  // The name that a data source asks for: of a network its `Name` tag. No value where it asks for
  // something else.
  Traced NameLookedUp(const Instance& instance);
  // What the Parameter Store has for a parameter that the code writes; no value: the code writes
  // none.
  Traced ParameterValue(const Instance& parameter, Span at);
  // An output of the state of another root, where `outputs` stands for all of one; no value where
  // it is anything else, or where no root of the project keeps its state there.
  Traced OutputOf(const Symbol& outputs, std::string_view name, Span at);

 private:
  const Symbol* SymbolOf(Predeclared which, const Instance& instance);
  Traced CloudInit(const Instance& instance, Span at);
  Traced RenderedTemplate(const Instance& instance, Span at);
  bool AsksForNameAlone(const Instance& instance);
  Traced ArgumentOfPlatform(const Instance& outputs, std::string_view path);
  std::string WorkspaceOf(const Instance& instance, std::string_view backend);
  // Those of a VPC that another unit makes.
  Traced SubnetsOf(const Instance& instance, Span at);
  // What the Parameter Store or a stack of another unit hands over.
  Traced Published(const Instance& instance, std::string_view name, Span at);

  const Context& c_;
  BlockValues& blocks_;
  TemplateFiles& templates_;
  std::map<const Symbol*, const Instance*> states_;  // by the symbol of their outputs
};

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_EVALUATE_DATA_SOURCE_H_
