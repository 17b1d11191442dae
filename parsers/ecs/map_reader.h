// A map as a resource, as lowering tables read it: an API document, or a part of a resource that is
// one of its own (the parameters of a state, a target of a rule). The map may differ by scenario,
// and be missing in some.
//
//   const MapReader reader(Cases<Traced>(document), head, values, {.keys = KeyCase::kCamel});
//   LowerRows<Service>(reader, kService, service);
#ifndef EXECLINT_PARSERS_ECS_MAP_READER_H_
#define EXECLINT_PARSERS_ECS_MAP_READER_H_

#include <string>
#include <string_view>

#include "lint/model/lowering.h"
#include "parsers/ecs/keys.h"

namespace execlint::ecs {

class MapReader : public ResourceReader {
 public:
  struct Spelling {
    KeyCase keys = KeyCase::kCamel;
    BoolWords bool_words = BoolWords::kNone;
    std::string shown = {};  // goes before the path of a slot: `Properties.Targets[0].`
  };

  // Paths are spelled as the API spells them, whatever the keys are.
  MapReader(Cases<Traced> maps, const Head& head, ValueStore& values, Spelling spelling);

  Cases<Traced> Get(std::string_view path) const override;
  Slot SlotOf(std::string_view path) const override;
  Place head() const override { return head_; }
  BoolWords bool_words() const override { return spelling_.bool_words; }
  ValueStore& values() const override { return values_; }

 private:
  Cases<Traced> maps_;
  ResourceId id_;
  Place head_;
  ValueStore& values_;
  Spelling spelling_;
};

}  // namespace execlint::ecs

#endif  // EXECLINT_PARSERS_ECS_MAP_READER_H_
