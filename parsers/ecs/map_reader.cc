#include "parsers/ecs/map_reader.h"

#include <utility>

namespace execlint::ecs {

MapReader::MapReader(Cases<Traced> maps, const Head& head, ValueStore& values, Spelling spelling)
    : maps_(std::move(maps)),
      id_(head.id),
      head_{head.span, head.calls},
      values_(values),
      spelling_(std::move(spelling)) {}

Cases<Traced> MapReader::Get(std::string_view path) const {
  return maps_.Map([&](Traced map) { return PropertyNamed(map, path, spelling_.keys, values_); });
}

Slot MapReader::SlotOf(std::string_view path) const {
  Traced written;
  maps_.ForEachValue([&](Traced map) {
    if (!written) written = map;
  });
  return SlotIn(id_, written, path, spelling_.keys, spelling_.shown);
}

}  // namespace execlint::ecs
