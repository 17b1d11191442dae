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

template class Cases<Traced>;
template class Cases<Fact<bool>>;
template class Cases<Fact<Text>>;
template class Cases<Fact<Ref>>;
template class Cases<Fact<List<Text>>>;
template class Cases<Fact<List<Ref>>>;
template class Cases<Fact<List<Tag>>>;

}  // namespace execlint
