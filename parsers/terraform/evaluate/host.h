// Gives Terraform's functions what they need besides their arguments: files, templates, and the
// JSON and YAML in strings.
#ifndef EXECLINT_PARSERS_TERRAFORM_EVALUATE_HOST_H_
#define EXECLINT_PARSERS_TERRAFORM_EVALUATE_HOST_H_

#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "lint/value/buffer.h"
#include "lint/value/parsed.h"
#include "parsers/terraform/evaluate/attribute.h"
#include "parsers/terraform/evaluate/blocks.h"
#include "parsers/terraform/evaluate/context.h"
#include "parsers/terraform/evaluate/template_file.h"

namespace execlint::terraform {

class Host : public FunctionHost {
 public:
  Host(const Context& context, BlockValues& blocks, TemplateFiles& templates,
       Attributes& attributes)
      : c_(context), blocks_(blocks), templates_(templates), attributes_(attributes) {}

  Traced ReadFile(Traced path, Span at) override;
  Traced RenderFile(Traced path, Traced variables, Span at) override;
  Traced RenderText(Traced text, Traced variables, Span at) override;
  Traced FileExists(Traced path, Span at) override;
  Traced DecodeJson(Traced text, Span at) override;
  Traced DecodeYaml(Traced text, Span at) override;
  Traced AttributeOf(const Value& whole, std::string_view name, Span at) override;
  Traced SizeOf(const Value& collection, Span at) override;
  void MarkWritten(Traced secret) override;
  bool Spend(std::size_t steps) override { return c_.budget.Spend(steps); }

 private:
  std::optional<FileId> OpenFile(std::string_view path);
  Traced NoFile(Traced path, Span at);
  Traced Decode(Traced text, Syntax syntax, std::string_view function, Span at);
  Traced Decoded(const Parsed& parsed, const Buffer& buffer, Traced text, std::string_view function,
                 Span at);
  // The file that the text is all of, as it is; FileId::kNone if it is no such text.
  FileId WholeFile(const Value& text) const;

  const Context& c_;
  BlockValues& blocks_;
  TemplateFiles& templates_;
  Attributes& attributes_;
  // What files were decoded to: modules and instances may read one file many times.
  std::map<std::pair<FileId, Syntax>, const Value*> decoded_;
};

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_EVALUATE_HOST_H_
