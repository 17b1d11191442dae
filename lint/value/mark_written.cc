#include "lint/value/mark_written.h"

#include <cstdint>

namespace execlint {
namespace {

constexpr std::uint32_t kMaxPlaces = 4096;

void MarkEach(const Value& value, SourceMap& sources) {
  switch (value.kind) {
    case Kind::kString:
      for (const Part& part : value.parts()) {
        if (part.hole == nullptr) sources.MarkSecret(part.from);
      }
      break;
    case Kind::kNumber:
      sources.MarkSecret(value.span);
      break;
    case Kind::kList:
      for (const Traced& item : value.items()) MarkEach(*item, sources);
      break;
    case Kind::kMap:
      for (const Entry& entry : value.entries()) {
        sources.MarkSecret(entry.key_span);
        MarkEach(*entry.value, sources);
      }
      break;
    case Kind::kNull:
    case Kind::kBool:
    case Kind::kUnknown:
      break;
  }
}

}  // namespace

void MarkWritten(const Value& secret, SourceMap& sources) {
  if (secret.size > kMaxPlaces) return sources.MarkSecret(secret.span);
  MarkEach(secret, sources);
}

}  // namespace execlint
