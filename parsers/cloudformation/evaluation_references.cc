// Ref, GetAtt, ImportValue, FindInMap: values that stand somewhere else.
#include <array>

#include "lint/value/predeclared.h"
#include "parsers/cloudformation/evaluation.h"
#include "parsers/cloudformation/nested_template.h"

namespace execlint::cloudformation {
namespace {

// Attributes that are what the code sets, where it sets it.
struct SetAttribute {
  std::string_view type, attribute, property;
};
constexpr std::array<SetAttribute, 12> kSetAttributes = {{
    {"AWS::ECS::Cluster", "", "ClusterName"},
    {"AWS::ECS::Service", "Name", "ServiceName"},
    {"AWS::IAM::Role", "", "RoleName"},
    {"AWS::IAM::User", "", "UserName"},
    {"AWS::IAM::Group", "", "GroupName"},
    {"AWS::Logs::LogGroup", "", "LogGroupName"},
    {"AWS::S3::Bucket", "", "BucketName"},
    {"AWS::EC2::VPC", "CidrBlock", "CidrBlock"},
    {"AWS::EC2::Subnet", "CidrBlock", "CidrBlock"},
    {"AWS::EC2::Subnet", "VpcId", "VpcId"},
    {"AWS::EC2::SecurityGroup", "VpcId", "VpcId"},
    {"AWS::KMS::Alias", "", "AliasName"},
}};

std::string_view SetBy(std::string_view type, std::string_view attribute) {
  for (const SetAttribute& row : kSetAttributes) {
    if (row.type == type && row.attribute == attribute) return row.property;
  }
  return {};
}

// The attribute as lint/model/attribute.h tells those that name their own resource.
std::string_view AsNaming(std::string_view type, std::string_view attribute) {
  const bool own = (type == "AWS::EC2::VPC" && attribute == "VpcId") ||
                   (type == "AWS::EC2::Subnet" && attribute == "SubnetId");
  return own ? "Id" : attribute;
}

// A nested stack whose template is a file beside this one.
bool IsLocalStack(const TemplateResource& resource) {
  if (!resource.properties) return false;
  for (const std::string_view key : {"TemplateURL", "Location"}) {
    const Entry* url = Find(*resource.properties, key);
    if (url == nullptr) continue;
    const std::string text = KnownText(*url->value).value_or("");
    return !text.empty() && text.find("://") == std::string::npos;
  }
  return false;
}

}  // namespace

Traced Evaluation::Ref(const Intrinsic& intrinsic, const Value& raw) {
  const Traced name = Deep(intrinsic.argument);
  const auto text = name ? KnownText(*name) : std::nullopt;
  if (!text) return Broken(intrinsic, raw);
  return Computed(!intrinsic.argument->is_string(), Named(*text, {}, raw.span), intrinsic, raw);
}

Traced Evaluation::Computed(bool computed, Traced made, const Intrinsic& intrinsic,
                            const Value& raw) {
  return computed && made && made->is_unknown()
             ? Unknown(made->symbol().why, Shown(intrinsic), raw.span)
             : made;
}

Traced Evaluation::GetAtt(const Intrinsic& intrinsic, const Value& raw) {
  std::string name, attribute;
  bool computed = false;
  const Traced argument = intrinsic.argument;
  if (argument->is_list() && argument->count == 2) {
    const Traced first = Deep(argument->items()[0]), second = Deep(argument->items()[1]);
    if (!first || !second || !KnownText(*first)) return Broken(intrinsic, raw);
    name = *KnownText(*first);
    if (!KnownText(*second)) return WithoutText(intrinsic, *second, raw);
    attribute = *KnownText(*second);
    computed = !argument->items()[0]->is_string() || !argument->items()[1]->is_string();
  } else {
    const std::string text = KnownText(*argument).value_or("");
    const std::size_t dot = text.find('.');
    if (dot == std::string::npos) return Broken(intrinsic, raw);
    name = text.substr(0, dot);
    attribute = text.substr(dot + 1);
  }
  return Computed(computed, Named(name, attribute, raw.span), intrinsic, raw);
}

Traced Evaluation::Named(std::string_view name, std::string_view attribute, Span at) {
  if (name.starts_with("AWS::") && attribute.empty()) return PseudoParameter(name, at);
  if (attribute.empty()) {
    if (const Traced value = parameters_.Get(name, scenario_, reads_)) {
      return store_.Via(value, RouteStep::How::kReference, at, store_.Keep(name));
    }
  }
  if (const TemplateResource* resource = template_.resource(name)) {
    return ResourceValue(*resource, attribute, at);
  }
  const std::string shown = ShownName(name) + (attribute.empty() ? "" : ".") +
                            std::string(attribute) + ", which the template does not define";
  return Unknown(template_.opaque().empty() ? Why::kBroken : Why::kUnsupported, shown, at);
}

Traced Evaluation::PseudoParameter(std::string_view name, Span at) {
  if (name == "AWS::NoValue") return {};
  if (const auto predeclared = PredeclaredByName(name)) {
    return {store_.Unknown(PredeclaredSymbol(store_, *predeclared), at)};
  }
  return Unknown(Why::kComputedByAws, std::string(name), at);
}

Traced Evaluation::ResourceValue(const TemplateResource& resource, std::string_view attribute,
                                 Span at) {
  const std::string_view property = SetBy(resource.type, attribute);
  if (!property.empty() && resource.properties) {
    const std::pair<ResourceId, std::string_view> key{resource.id, property};
    if (attributes_underway_.insert(key).second) {
      const Traced set = At(resource.properties, property);
      attributes_underway_.erase(key);
      // The id of another resource is known only as that resource's.
      const bool of_another = set && set->is_unknown() && attribute == "VpcId";
      if (set && (set->is_string() || set->kind == Kind::kNumber || of_another)) {
        return store_.ViaReference(set, at, resource.id, attribute);
      }
    }
  }
  if (const auto nested = evaluator_.nested_.find(resource.id);
      nested != evaluator_.nested_.end() && attribute.starts_with("Outputs.")) {
    const Traced output = nested->second(attribute.substr(8), scenario_, reads_);
    if (output) return store_.Via(output, RouteStep::How::kModuleOutput, at);
  }
  if (const auto why = evaluator_.undecided_.find(resource.id);
      why != evaluator_.undecided_.end() && attribute.starts_with("Outputs.")) {
    return {store_.Unknown(why->second, at)};
  }
  if (attribute.starts_with("Outputs.")) {
    const std::string output = std::string(resource.name) + "." + ShownName(attribute);
    if (IsLocalStack(resource)) return Unknown(Why::kUnsupported, output, at);
    const std::string stack =
        NestedInWords(resource, evaluator_.prefix_ + std::string(resource.name));
    const Symbol* unseen = store_.Intern({.why = Why::kNotInScan,
                                          .name = "the template of " + stack,
                                          .naming = Symbol::Naming::kWords,
                                          .at = resource.name_span});
    return Unknown(Why::kModuleNotFound, output, at, unseen);
  }
  const std::string name = evaluator_.prefix_ + std::string(resource.name);
  Symbol symbol{.why = Why::kComputedByAws,
                .name = attribute.empty() ? "Ref " + name : name + "." + ShownName(attribute),
                .at = at,
                .resource = resource.id,
                .attribute = std::string(AsNaming(resource.type, attribute))};
  return {store_.Unknown(store_.Intern(std::move(symbol)), at)};
}

Traced Evaluation::ImportValue(const Intrinsic& intrinsic, const Value& raw) {
  const Traced name = Deep(intrinsic.argument);
  if (!name || name->is_list() || name->is_map()) return Broken(intrinsic, raw);
  if (const Traced given = HandedOver(HandOver::By::kExport, name, raw.span)) {
    return given;
  }
  return Unknown(Why::kNotExported, ShownValue(name, Texts::kNames), raw.span);
}

Traced Evaluation::HandedOver(HandOver::By by, Traced name, Span at) {
  if (evaluator_.others_ == nullptr) return {};
  Traced given =
      evaluator_.others_->Get(NewHandOver(by, GlyphsOf(name)), "", at, scenario_, reads_);
  if (!given) return {};
  if (const RouteStep* step = DefaultBehind(name)) {
    given = store_.Via(given, step->how, step->at, step->input);
  }
  return store_.Via(given, RouteStep::How::kReference, at);
}

Traced Evaluation::FindInMap(const Intrinsic& intrinsic, const Value& raw) {
  if (!intrinsic.argument->is_list() || intrinsic.argument->count < 3) {
    return Broken(intrinsic, raw);
  }
  const auto arguments = intrinsic.argument->items();
  const auto fallback = [&](Traced result) {
    if (arguments.size() < 4 || !arguments[3]->is_map()) return result;
    const Entry* entry = Find(*arguments[3], "DefaultValue");
    return entry != nullptr ? Head(entry->value) : result;
  };
  const RouteStep* keys = nullptr;  // a default that decided which entry is looked up
  Span secret;                      // a key that is one
  Traced at;
  for (std::size_t i = 0; i < 3; ++i) {
    const Traced key = Operand(arguments[i]);
    if (!key) return Broken(intrinsic, raw);
    const auto text = KnownText(*key);
    if (!text) return WithoutText(intrinsic, *key, raw);
    if (PassesDefault(key.route)) keys = key.route;
    if (HasSecret(key)) secret = arguments[i]->span;
    if (i == 0) {
      at = template_.mapping(*text);
    } else {
      const Entry* entry = Find(*at, *text);
      at = entry != nullptr ? entry->value : Traced{};
    }
    if (!at || (i < 2 && !at->is_map())) return fallback(Broken(intrinsic, raw));
  }
  Traced found = Head(at);
  if (!found) return {};
  if (keys != nullptr) found.route = store_.Chain(found.route, keys);
  if (secret.valid()) found = store_.Secret(found, secret);
  return store_.Via(found, RouteStep::How::kReference, raw.span);
}

}  // namespace execlint::cloudformation
