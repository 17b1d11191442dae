#include "parsers/terraform/values/find_resources.h"

namespace execlint::terraform {
namespace {

constexpr int kSearchDepth = 64;

class Finder {
 public:
  explicit Finder(const std::function<void(ResourceId, Place)>& found) : found_(found) {}

  void Look(Traced value, int depth) {
    if (!value || depth > kSearchDepth) return;
    const Place place{value->span, value.route};
    Route(value.route, place);
    switch (value->kind) {
      case Kind::kUnknown:
        Found(value->symbol().resource, place);
        break;
      case Kind::kString:
        for (const Part& part : value->parts()) {
          if (part.hole != nullptr) Found(part.hole->resource, place);
          Route(part.route, place);
        }
        if (value->encodes != nullptr) Look(*value->encodes, depth + 1);
        break;
      case Kind::kList:
        for (const Traced& item : value->items()) Look(item, depth + 1);
        break;
      case Kind::kMap:
        for (const Entry& entry : value->entries()) Look(entry.value, depth + 1);
        break;
      default:
        break;
    }
  }

 private:
  void Route(const RouteStep* step, Place place) {
    for (; step != nullptr; step = step->before) Found(step->resource, place);
  }
  void Found(ResourceId id, Place place) {
    if (id != ResourceId::kNone) found_(id, place);
  }

  const std::function<void(ResourceId, Place)>& found_;
};

}  // namespace

void FindResources(Traced value, const std::function<void(ResourceId, Place)>& found) {
  Finder(found).Look(value, 0);
}

}  // namespace execlint::terraform
