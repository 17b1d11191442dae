#include "tests/parsers/terraform/dump.h"

#include <utility>

namespace execlint::terraform {
namespace {

constexpr int kMaxDepth = 64;

void Quote(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (static_cast<unsigned char>(c) < 0x20) {
      constexpr std::string_view kHex = "0123456789abcdef";
      out += "\\u00";
      out += kHex[static_cast<unsigned char>(c) >> 4];
      out += kHex[static_cast<unsigned char>(c) & 15];
    } else {
      out += c;
    }
  }
  out += '"';
}

void Write(std::string& out, Traced value, int depth) {
  if (!value) {
    out += "null";
    return;
  }
  if (depth > kMaxDepth) {
    out += "\"...\"";
    return;
  }
  const char* separator = "";
  switch (value->kind) {
    case Kind::kNull:
      out += "null";
      break;
    case Kind::kBool:
    case Kind::kNumber:
      out += *KnownText(*value);
      break;
    case Kind::kUnknown:
      out += "{\"?\":";
      Quote(out, value->symbol().name);
      out += '}';
      break;
    case Kind::kString: {
      const auto text = KnownText(*value);
      if (text) {
        Quote(out, *text);
        break;
      }
      std::string shown;
      for (const Part& part : value->parts()) {
        shown += part.hole != nullptr ? "${" + part.hole->name + "}" : std::string(part.text);
      }
      out += "{\"~\":";
      Quote(out, shown);
      out += '}';
      break;
    }
    case Kind::kList:
      out += '[';
      for (const Traced& item : value->items()) {
        out += std::exchange(separator, ",");
        Write(out, item, depth + 1);
      }
      if (value->open()) out += std::string(separator) + "\"...\"";
      out += ']';
      break;
    case Kind::kMap:
      out += '{';
      for (const Entry& entry : SortedEntries(*value)) {
        out += std::exchange(separator, ",");
        Quote(out, entry.key);
        out += ':';
        Write(out, entry.value, depth + 1);
      }
      if (value->open()) out += std::string(separator) + "\"...\":null";
      out += '}';
      break;
  }
}

}  // namespace

std::string Dump(Traced value) {
  std::string out;
  Write(out, value, 0);
  return out;
}

void ReadWhole(Unit& unit) {
  Evaluator& evaluator = unit.evaluator();
  unit.Read([&] {
    for (const UnitResource& resource : unit.resources()) {
      const Instance& instance = *resource.instance;
      unit.Explored([&] { return evaluator.WholeBlock(instance); });
    }
  });
}

}  // namespace execlint::terraform
