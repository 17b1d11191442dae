#include "parsers/cloudformation/stack.h"

#include <optional>
#include <utility>

#include "lint/source/shortened.h"

namespace execlint::cloudformation {
namespace {

constexpr int kMaxNesting = 8;
constexpr std::size_t kMaxStacks = 64;
constexpr int kMaxVisits = 100'000;

class Loader {
 public:
  Loader(ValueStore& store, const NestedTemplates& templates)
      : store_(store), templates_(templates) {}

  std::unique_ptr<Stack> Load(Traced root, const std::string& file) {
    auto stack = std::make_unique<Stack>(root, file, store_);
    ++stacks_;
    return stack;
  }

  void LoadNested(Stack& stack, int depth) {
    for (const TemplateResource& resource : stack.tmpl.resources()) {
      NestedTemplate found = templates_.find(resource, stack.file);
      if (!found.candidates.empty()) {
        stack.undecided.emplace(&resource, std::move(found.candidates));
      }
      if (found.sure && (found.path.empty() || !templates_.exists(found.path))) {
        stack.missing.push_back(&resource);
        continue;
      }
      if (found.path.empty()) continue;
      // A name alone may well be that of another template.
      const bool in_ring = Surrounds(stack, found.path);
      if (in_ring && found.by_name) continue;
      if (in_ring || depth >= kMaxNesting || stacks_ >= kMaxStacks) {
        stack.cut.push_back(resource.name_span);
        continue;
      }
      const Traced root = templates_.read(found.path);
      if (!root) continue;
      std::unique_ptr<Stack> nested = Load(root, found.path);
      nested->by_name = found.by_name;
      nested->around = &stack;
      nested->call = &resource;
      nested->prefix = stack.prefix + Shortened(std::string(resource.name), kLongestLabel) + ".";
      LoadNested(*nested, depth + 1);
      stack.nested.push_back(std::move(nested));
    }
  }

 private:
  static bool Surrounds(const Stack& stack, const std::string& path) {
    for (const Stack* one = &stack; one != nullptr; one = one->around) {
      if (one->file == path) return true;
    }
    return false;
  }

  ValueStore& store_;
  const NestedTemplates& templates_;
  std::size_t stacks_ = 0;
};

class Visits {
 public:
  explicit Visits(const std::function<void(const ResourceReference&)>& visit) : visit_(visit) {}

  // `at`: the reference in the first raw value, once one was followed.
  void Run(const Value& raw, const Stack& stack, std::optional<Span> at, int depth) {
    if (depth > 2 * kMaxNesting) return;
    const auto follow = [&](const Reference& reference) {
      if (--left_ < 0) return;
      const Span from = at.value_or(reference.at);
      if (const TemplateResource* resource = stack.tmpl.resource(reference.logical)) {
        const Stack* nested = stack.NestedAt(resource->id);
        if (nested == nullptr || !reference.attribute.starts_with("Outputs.")) {
          visit_({stack, *resource, from});
        } else if (const Traced output = nested->Output(reference.attribute.substr(8))) {
          Run(*output, *nested, from, depth + 1);
        }
      } else if (const Traced argument = stack.Argument(reference.logical)) {
        Run(*argument, *stack.around, from, depth + 1);
      }
    };
    VisitReferences(raw, {.reference = follow, .condition = {}, .intrinsic = {}});
  }

 private:
  const std::function<void(const ResourceReference&)>& visit_;
  int left_ = kMaxVisits;
};

}  // namespace

const Stack* Stack::NestedAt(ResourceId call_id) const {
  for (const std::unique_ptr<Stack>& one : nested) {
    if (one->call->id == call_id) return one.get();
  }
  return nullptr;
}

Traced Stack::Argument(std::string_view parameter) const {
  return call == nullptr ? Traced{} : Child(Child(call->properties, "Parameters"), parameter);
}

Traced Stack::Output(std::string_view name) const {
  return Child(Child(tmpl.section("Outputs"), name), "Value");
}

std::unique_ptr<Stack> LoadStack(Traced root, const std::string& file, ValueStore& store,
                                 const NestedTemplates& templates) {
  Loader loader(store, templates);
  std::unique_ptr<Stack> stack = loader.Load(root, file);
  loader.LoadNested(*stack, 0);
  return stack;
}

void VisitResources(const Value& raw, const Stack& stack,
                    const std::function<void(const ResourceReference&)>& visit) {
  Visits(visit).Run(raw, stack, std::nullopt, 0);
}

}  // namespace execlint::cloudformation
