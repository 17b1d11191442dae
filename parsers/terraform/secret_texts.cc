// Texts, values and files that secrets are written in.
#include "lint/model/common_word.h"
#include "lint/source/file_reader.h"
#include "lint/source/unread_text.h"
#include "lint/value/buffer.h"
#include "parsers/ecs/secrets.h"
#include "parsers/json/json.h"
#include "parsers/terraform/secret_walk.h"
#include "parsers/yaml/yaml.h"

namespace execlint::terraform {

void SecretWalk::Mark(Span span, std::string_view text, const Around& around) {
  if (span.empty()) return;
  if (around.named && (IsCommonWord(text) || ecs::NamesAResource(sources_.Spell(span), sources_))) {
    return;
  }
  sources_.MarkSecret(span);
}

void SecretWalk::MarkValue(Traced value, const Path& path, std::size_t at, Part part,
                           const Around& around) {
  if (!Step()) return;
  if (value->is_list()) {
    const Part each = at < path.size() ? part : ElementOf(part);
    for (const Traced& item : value->items()) MarkValue(item, path, at + 1, each, around);
  } else if (value->is_map() && at < path.size() && path[at] != "*") {
    const auto [place, fresh] = entries_.try_emplace(value.value);
    if (fresh) {
      for (const Entry& entry : value->entries()) place->second.emplace(entry.key, &entry);
    }
    const auto [first, last] = place->second.equal_range(path[at]);
    for (auto one = first; one != last; ++one) {
      MarkValue(one->second->value, path, at + 1, part, around);
    }
  } else if (value->is_map()) {
    const bool behind = at >= path.size();
    for (const Entry& entry : value->entries()) {
      if (behind && HidesKey(part, entry.key)) Mark(entry.key_span, entry.key, around);
      const Part below = behind ? BelowKey(part, entry.key) : part;
      if (below != Part::kShown) MarkValue(entry.value, path, at + 1, below, around);
    }
  } else if (const auto text = KnownText(*value);
             text && value->kind != Kind::kBool && IsHidden(part)) {
    Mark(value->span, *text, around);
  }
}

// Containers in a text that a function takes, so that nobody may come to read them.
void SecretWalk::MarkJson(ExprRef expression, const hcl::Template& form, Part part,
                          const Around& around) {
  const std::string_view written = sources_.Text(expression->span);
  if (written.find('{') == written.npos) {
    const auto text = expression.ast->ConstantString(expression.id);
    Around named = around;
    named.named = true;
    if (text && part == Part::kContainer) Mark(expression->span, *text, named);
    return;
  }
  ValueStore& store = unit_.evaluator().store();
  std::vector<execlint::Part> parts;
  bool constant = true;
  for (const hcl::TemplatePart& one : expression.ast->parts(form.parts)) {
    if (const auto* text = std::get_if<hcl::Text>(&one.form)) {
      parts.push_back({.text = text->text, .from = one.span, .verbatim = text->verbatim});
    } else {
      constant = false;
      const Symbol* hole = store.Intern({.why = Why::kNotChecked, .name = "text", .at = one.span});
      parts.push_back({.from = one.span, .hole = hole});
    }
  }
  const Buffer buffer = Register(sources_, {store.String(parts, expression->span)}, Syntax::kJson);
  const Parsed parsed = json::Parse(sources_, buffer, store);
  if (!parsed.problems.empty() || !parsed.root) {
    if (constant) MarkUnread(expression->span, sources_);
  } else if (part == Part::kContainer) {
    ecs::MarkContainers(parsed.root, sources_, false);
  } else {
    ecs::MarkContainersIn(parsed.root, sources_);
  }
}

// What is read of a file, or what stands inside of it.
void SecretWalk::ReadFile(ExprRef path, const Path& inside, Part part, Around around) {
  const auto file = FileAt(path, around);
  if (!file || part == Part::kShown) return;
  const auto size = static_cast<std::uint32_t>(sources_.Text(*file).size());
  const auto [place, fresh] = data_.try_emplace(*file);
  if (fresh) {
    ValueStore& store = unit_.evaluator().store();
    Parsed parsed = json::Parse(sources_, *file, store);
    if (!parsed.problems.empty()) {
      parsed = yaml::Parse(sources_, *file, store, yaml::Dialect::kTerraform);
    }
    if (parsed.problems.empty()) place->second = parsed.root;
  }
  const Traced data = place->second;
  around.named = true;
  if (data && (data->is_list() || data->is_map())) {
    MarkValue(data, inside, 0, part, around);
  } else if (IsHidden(part)) {
    sources_.MarkSecret({*file, 0, size});
  }
}

// A file of this project, where its path is plain.
std::optional<FileId> SecretWalk::FileAt(ExprRef path, const Around& around) const {
  const auto* form = std::get_if<hcl::Template>(&path->form);
  if (form == nullptr) return std::nullopt;
  std::string full = around.frame->root->path() + "/";
  for (const hcl::TemplatePart& part : path.ast->parts(form->parts)) {
    if (const auto* text = std::get_if<hcl::Text>(&part.form)) {
      full += text->text;
      continue;
    }
    const std::string_view written = sources_.Text(part.span);
    if (written.find("path.module") == written.npos) {
      if (written.find("path.root") == written.npos) return std::nullopt;
      full += ".";
    } else {
      full = around.frame->folder->path();
    }
  }
  const auto normal = NormalPath(full);
  return normal ? unit_.evaluator().configuration().Open(*normal) : std::nullopt;
}

// What a template uses that is given variables: a file's, or a text; null where it is not known.
const UsesInText* SecretWalk::TemplateAt(ExprRef path, bool file, const Around& around) {
  if (file) {
    const auto found = FileAt(path, around);
    return found ? &templates_.try_emplace(*found, sources_.Text(*found)).first->second : nullptr;
  }
  const auto [place, fresh] = constants_.try_emplace(path);
  auto& [text, uses] = place->second;
  if (fresh) {
    if (auto constant = path.ast->ConstantString(path.id)) {
      text = std::move(*constant);
      uses.emplace(text);
    }
  }
  return uses ? &*uses : nullptr;
}

}  // namespace execlint::terraform
