#include "lint/model/attribute.h"

namespace execlint {

std::string Text::Shown() const {
  if (value->is_unknown()) return "${" + value->symbol().name + "}";
  if (!value->is_string()) return known().value_or("");
  std::string shown;
  for (const Part& part : value->parts()) {
    shown += part.hole != nullptr ? "${" + part.hole->name + "}" : std::string(part.text);
  }
  return shown;
}

}  // namespace execlint
