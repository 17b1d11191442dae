// Every string that Terraform makes is composed (NFC), wherever its text comes from.
#include <algorithm>

#include "lint/value/characters.h"
#include "parsers/terraform/functions/function.h"

namespace execlint::terraform {
namespace {

bool AllAscii(std::span<const Part> parts) {
  return std::ranges::all_of(parts, [](const Part& part) { return IsAscii(part.text); });
}

// Composes texts that follow each other; an accent may stand in another one than its letter.
void ComposeRun(ValueStore& store, std::span<Part> run, std::vector<Part>& made) {
  std::string whole;
  for (const Part& part : run) whole += part.text;
  const std::string together = Composed(whole);
  if (together == whole) {  // so is every part of it
    made.insert(made.end(), run.begin(), run.end());
    return;
  }
  std::string apart;
  for (const Part& part : run) apart += Composed(part.text);
  if (together == apart) {
    for (Part part : run) {
      const std::string text = Composed(part.text);
      if (text != part.text) {
        part.text = store.Keep(text);
        part.verbatim = false;
      }
      made.push_back(part);
    }
  } else {
    made.push_back(run.front());
    made.back().text = store.Keep(together);
    made.back().verbatim = false;
  }
}

}  // namespace

void Compose(ValueStore& store, std::vector<Part>& parts) {
  if (AllAscii(parts) || !FitsString(parts) || !store.budget().Spend(StepsOfText(parts))) return;
  std::vector<Part> made;
  for (std::size_t begin = 0; begin < parts.size();) {
    std::size_t end = begin;
    while (end < parts.size() && parts[end].hole == nullptr) ++end;
    if (end > begin) ComposeRun(store, std::span(parts).subspan(begin, end - begin), made);
    if (end < parts.size()) made.push_back(parts[end++]);
    begin = end;
  }
  parts = std::move(made);
}

Traced WithComposedText(ValueStore& store, Traced value) {
  if (!value->is_string() || AllAscii(value->parts()) || value->encodes != nullptr) return value;
  std::vector<Part> parts(value->parts().begin(), value->parts().end());
  Compose(store, parts);
  return {store.String(parts, value->span), value.route};
}

Traced WithComposedTexts(ValueStore& store, Traced value) {
  if (!store.budget().Spend(1)) return value;
  if (value->is_string()) return WithComposedText(store, value);
  if (value->is_list()) {
    std::vector<Traced> items(value->items().begin(), value->items().end());
    for (Traced& item : items) item = WithComposedTexts(store, item);
    return {store.List(items, value->span, value->open_because, value->shape), value.route};
  }
  if (!value->is_map()) return value;
  std::vector<Entry> entries(value->entries().begin(), value->entries().end());
  for (Entry& entry : entries) {
    if (!IsAscii(entry.key)) entry.key = store.Keep(Composed(entry.key));
    entry.value = WithComposedTexts(store, entry.value);
  }
  return {store.Map(entries, value->span, value->open_because, value->shape), value.route};
}

}  // namespace execlint::terraform
