#include "parsers/terraform/unit/mentions.h"

#include <algorithm>

#include "lint/source/hidden_words.h"

namespace execlint::terraform {
namespace {

constexpr int kMaxDepth = 200;  // references that lead to further ones

constexpr std::string_view kBlanks = " \t\r\n";

bool InWord(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || static_cast<unsigned char>(c) >= 0x80;
}

std::string_view WithoutBlanks(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kBlanks);
  return first == text.npos ? std::string_view() : text.substr(first);
}

// The word that `text` ends with, white space aside; empty where it is the name behind a dot.
std::string_view WordBefore(std::string_view text) {
  text = text.substr(0, text.find_last_not_of(kBlanks) + 1);
  std::size_t begin = text.size();
  while (begin > 0 && InWord(text[begin - 1])) --begin;
  if (begin > 0 && text[begin - 1] == '.') return {};
  return text.substr(begin);
}

// The word that `text` starts with.
std::string_view Word(std::string_view text) {
  std::size_t size = 0;
  while (size < text.size() && InWord(text[size])) ++size;
  return text.substr(0, size);
}

// Takes `.name` from the beginning; empty if something else is there.
std::string_view TakeName(std::string_view& text) {
  const std::string_view rest = WithoutBlanks(text);
  if (!rest.starts_with('.')) return {};
  const std::string_view after = WithoutBlanks(rest.substr(1));
  const std::string_view name = Word(after);
  text = after.substr(name.size());
  return name;
}

// Takes `[...]` and `.*` from the beginning.
void TakeKeys(std::string_view& text) {
  while (true) {
    const std::string_view rest = WithoutBlanks(text);
    if (rest.starts_with(".*")) {
      text = rest.substr(2);
    } else if (rest.starts_with('[')) {
      const std::size_t end = rest.find(']');
      if (end == rest.npos) return;
      text = rest.substr(end + 1);
    } else {
      return;
    }
  }
}

}  // namespace

bool Mentions::MayHold(const ModuleInstance& module, std::string_view text, const Declared* owner) {
  if (depth_ == kMaxDepth) return true;
  const auto [place, fresh] = known_.try_emplace({&module, text.data()}, false);
  if (fresh) {
    ++depth_;
    place->second = Behind(module, text, owner);
    --depth_;
  }
  return place->second;
}

bool Mentions::Behind(const ModuleInstance& module, std::string_view text, const Declared* owner) {
  for (std::size_t dot = text.find('.'); dot != text.npos; dot = text.find('.', dot + 1)) {
    const std::string_view head = WordBefore(text.substr(0, dot));
    if (!head.empty() && Reference(module, head, text.substr(dot), owner)) return true;
  }
  return false;
}

// Of `head` and what follows it, which begins with a dot.
bool Mentions::Reference(const ModuleInstance& module, std::string_view head, std::string_view rest,
                         const Declared* owner) {
  const Folder& folder = *module.folder;
  const std::string_view name = TakeName(rest);
  if (head == "each") return owner != nullptr && Argument(module, *owner, "for_each");
  if (head == "var") {
    if (module.call == nullptr) return false;
    return Argument(*module.call->module, *module.call->declared, name);
  }
  if (head == "local") {
    const Declaration* local = folder.LocalDeclaration(name);
    return local != nullptr && MayHold(module, sources_.Text(local->span()));
  }
  if (head == "module") {
    const auto call = folder.calls().find(name);
    if (call == folder.calls().end()) return false;
    const auto all = call->second.Arguments();
    return std::any_of(all.begin(), all.end(), [](const auto& argument) {
      return argument.first == "source" && (argument.second.find("\"./") != argument.second.npos ||
                                            argument.second.find("\"../") != argument.second.npos ||
                                            HidesWords(argument.second, Escapes::kHcl));
    });
  }
  if (head == "data") {
    const auto data = folder.data().find({name, TakeName(rest)});
    return data != folder.data().end() && MayHold(module, data->second);
  }
  const auto resource = folder.resources().find({head, name});
  if (resource == folder.resources().end()) return false;
  return asked_(head) || Resource(module, resource->second, rest);
}

// `rest` follows the name of a resource that does not count itself.
bool Mentions::Resource(const ModuleInstance& module, const Declared& declared,
                        std::string_view rest) {
  TakeKeys(rest);
  const std::string_view attribute = TakeName(rest);
  if (!attribute.empty() && declared.Lacks(attribute)) return false;  // known after deployment
  return MayHold(module, declared);
}

bool Mentions::Argument(const ModuleInstance& module, const Declared& declared,
                        std::string_view name) {
  const auto all = declared.Arguments();
  return std::any_of(all.begin(), all.end(), [&](const auto& argument) {
    return argument.first == name && MayHold(module, argument.second, &declared);
  });
}

bool Mentions::MayHold(const ModuleInstance& module, const Declared& declared) {
  return std::any_of(declared.declarations.begin(), declared.declarations.end(),
                     [&](const Declaration* declaration) {
                       return MayHold(module, sources_.Text(declaration->span()), &declared);
                     });
}

}  // namespace execlint::terraform
