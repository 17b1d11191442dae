#include "parsers/config/checked.h"

#include <algorithm>
#include <cctype>
#include <map>

#include "lint/source/day.h"
#include "lint/source/format.h"
#include "lint/source/nearest.h"
#include "parsers/config/config_file.h"

namespace execlint::config {
namespace {

std::string_view KindInWords(const Value& value) {
  switch (value.kind) {
    case Kind::kNull:
      return "nothing";
    case Kind::kBool:
      return "a boolean";
    case Kind::kNumber:
      return "a number";
    case Kind::kString:
      return "text";
    case Kind::kList:
      return "a list";
    case Kind::kMap:
      return "a map";
    case Kind::kUnknown:
      break;
  }
  return "something that cannot be read";
}

// A node with a tag is a map of one entry, whose key is the tag.
const Entry* TagOf(const Value& value) {
  if (!value.is_map() || value.count != 1) return nullptr;
  const Entry& entry = value.entries().front();
  return entry.key.starts_with('!') && entry.key_span.size() == entry.key.size() ? &entry : nullptr;
}

// A backslash before a letter means nothing in a glob: it is one of a path as Windows writes it.
bool EscapesALetter(std::string_view glob) {
  for (std::size_t i = 0; i + 1 < glob.size(); ++i) {
    if (glob[i] != '\\') continue;
    if (std::isalnum(static_cast<unsigned char>(glob[i + 1])) != 0) return true;
    ++i;
  }
  return false;
}

std::string Alternatives(const std::vector<std::string_view>& names) {
  std::string all;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) all += i + 1 == names.size() ? " or " : ", ";
    all += Format("`{}`", names[i]);
  }
  return all;
}

}  // namespace

void Checked::Add(Span at, std::string message) {
  problems_.push_back({Problem::kSyntax, at, std::move(message)});
}

void Checked::AddNoSuch(const Word& word, std::string_view kind,
                        const std::vector<std::string_view>& names) {
  std::string message = NoSuch(kind, word.text, names);
  if (Nearest(word.text, names).empty()) message += "; write " + Alternatives(names);
  Add(word.at, std::move(message));
}

bool Checked::Is(Kind kind, const Traced& value, const std::string& what, std::string_view wanted) {
  if (value->kind == kind && (kind != Kind::kMap || TagOf(*value) == nullptr)) return true;
  if (const Entry* tag = TagOf(*value)) {
    Add(tag->key_span, Format("the tag `{}` has no meaning here", tag->key));
  } else if (value->is_null()) {
    Add(value->span, Format("{} has no value: give it {}, or remove it", what, wanted));
  } else if (kind == Kind::kList && value->kind == Kind::kString) {
    std::string text = KnownText(*value).value_or("...");
    while (text.ends_with('\n')) text.pop_back();  // of a block scalar
    Add(value->span, Format("{} takes {}: write `[{}]`", what, wanted, text));
  } else {
    Add(value->span, Format("{} takes {}, not {}", what, wanted, KindInWords(*value)));
  }
  return false;
}

void Checked::FreeMap(const Traced& value, const std::string& what,
                      const std::function<void(const Entry& entry)>& read) {
  if (!Is(Kind::kMap, value, what, "a map")) return;
  if (value->count > kMaxItems) {
    Add(value->span, Format("{} has more than {} entries", what, kMaxItems));
    return;
  }
  std::map<std::string_view, Span> seen;
  for (const Entry& entry : value->entries()) {
    const auto [before, fresh] = seen.emplace(entry.key, entry.key_span);
    if (!fresh) {
      const std::uint32_t line = sources_.Locate(before->second.file, before->second.begin).line;
      const bool value = entry.key.find('=') != std::string_view::npos;  // in the key, by mistake
      Add(entry.key_span,
          Format("{} is already in line {}", value ? "this key" : Format("`{}`", entry.key), line));
      continue;
    }
    read(entry);
  }
}

void Checked::Map(const Traced& value, const std::string& what, const std::vector<Key>& keys) {
  FreeMap(value, what, [&](const Entry& entry) {
    const auto known = std::find_if(keys.begin(), keys.end(),
                                    [&](const Key& key) { return key.first == entry.key; });
    if (known != keys.end()) {
      known->second(entry.value);
      return;
    }
    std::vector<std::string_view> names;
    for (const Key& key : keys) names.push_back(key.first);
    AddNoSuch({std::string(entry.key), entry.key_span}, "key", names);
  });
}

void Checked::List(const Traced& value, const std::string& what,
                   const std::function<void(const Traced& item)>& read) {
  if (!Is(Kind::kList, value, what, "a list")) return;
  if (value->count > kMaxItems) {
    Add(value->span, Format("{} has more than {} items", what, kMaxItems));
    return;
  }
  for (const Traced& item : value->items()) read(item);
}

std::optional<Word> Checked::Text(const Traced& value, const std::string& what) {
  if (!Is(Kind::kString, value, what, "text")) return std::nullopt;
  const auto text = KnownText(*value);
  if (!text || text->empty() || text->find_first_of("\r\n") != text->npos) {
    Add(value->span, Format("{} takes a line of text", what));
    return std::nullopt;
  }
  return Word{*text, value->span};
}

std::vector<Word> Checked::Texts(const Traced& value, const std::string& what) {
  std::vector<Word> words;
  List(value, what, [&](const Traced& item) {
    if (auto word = Text(item, "an item of " + what)) words.push_back(std::move(*word));
  });
  return words;
}

std::optional<Word> Checked::Glob(const Traced& value, const std::string& what) {
  auto glob = Text(value, what);
  if (!glob) return std::nullopt;
  const std::string steps = "/" + glob->text + "/";
  if (steps.find("/../") != steps.npos) {
    Add(glob->at, Format("`{}` leads out of the folder that this file governs", glob->text));
  } else if (steps.find("/./") != steps.npos) {
    Add(glob->at, Format("`{}` matches nothing: write it without `./`", glob->text));
  } else if (EscapesALetter(glob->text)) {
    Add(glob->at, Format("`{}`: a path is written with `/`, also on Windows", glob->text));
  } else if (const IgnoreRules compiled = Compile({*glob}); compiled.empty()) {
    Add(glob->at, Format("`{}` matches nothing", glob->text));
  } else if (compared_ += compiled.compared(); compared_ > kMaxCompared) {
    Add(glob->at,
        Format("more than {} globs would have to be compared with each path", kMaxCompared));
  } else {
    return glob;
  }
  return std::nullopt;
}

std::vector<Word> Checked::Globs(const Traced& value, const std::string& what) {
  std::vector<Word> globs;
  List(value, what, [&](const Traced& item) {
    if (auto glob = Glob(item, "an item of " + what)) globs.push_back(std::move(*glob));
  });
  return globs;
}

std::optional<Word> Checked::Day(const Traced& value, const std::string& what) {
  auto word = Text(value, what);
  if (word && !IsDay(word->text)) {
    Add(word->at, Format("`{}` is not a day: write it like `2027-03-01`", word->text));
    return std::nullopt;
  }
  return word;
}

IgnoreRules Compile(const std::vector<Word>& globs) {
  std::string lines;
  for (const Word& glob : globs) {
    if (glob.text.starts_with('#')) lines += '\\';  // else a comment
    lines += glob.text + "\n";
  }
  return IgnoreRules::Parse(lines);
}

}  // namespace execlint::config
