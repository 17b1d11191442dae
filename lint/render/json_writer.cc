#include "lint/render/json_writer.h"

#include "lint/render/escape.h"

namespace execlint {
void JsonWriter::NewLine() {
  out_ += '\n';
  out_.append(2 * has_items_.size(), ' ');
}

void JsonWriter::BeforeValue() {
  if (after_key_) {
    after_key_ = false;
  } else if (!has_items_.empty()) {
    if (has_items_.back()) out_ += ',';
    has_items_.back() = true;
    NewLine();
  }
}

void JsonWriter::Open(char bracket) {
  BeforeValue();
  out_ += bracket;
  has_items_.push_back(false);
}

void JsonWriter::Close(char bracket) {
  const bool had_items = has_items_.back();
  has_items_.pop_back();
  if (had_items) NewLine();
  out_ += bracket;
  if (has_items_.empty()) out_ += '\n';
}

void JsonWriter::Key(std::string_view key) {
  Text(key);
  out_ += ": ";
  after_key_ = true;
}

void JsonWriter::Text(std::string_view text) {
  BeforeValue();
  out_ += '"';
  AppendJson(text, out_);
  out_ += '"';
}

void JsonWriter::Number(std::int64_t number) {
  BeforeValue();
  out_ += std::to_string(number);
}

void JsonWriter::Bool(bool value) {
  BeforeValue();
  out_ += value ? "true" : "false";
}

}  // namespace execlint
