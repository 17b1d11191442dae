// JsonWriter appends JSON to a string, in the order it is told.
//
//   JsonWriter json(out);
//   json.BeginObject();
//   json.Member("name", "web");
//   json.Key("ports");
//   json.BeginArray();
//   json.Number(80);
//   json.EndArray();
//   json.EndObject();
//
// The same calls give the same bytes. Texts may hold anything: control characters are escaped, and
// bytes that are not UTF-8 become U+FFFD, one each.
#ifndef EXECLINT_LINT_RENDER_JSON_WRITER_H_
#define EXECLINT_LINT_RENDER_JSON_WRITER_H_

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace execlint {

class JsonWriter {
 public:
  // Appends to `out`, which must outlive the writer.
  explicit JsonWriter(std::string& out) : out_(out) {}

  void BeginObject() { Open('{'); }
  void EndObject() { Close('}'); }
  void BeginArray() { Open('['); }
  void EndArray() { Close(']'); }

  // Inside an object, before each value.
  void Key(std::string_view key);

  void Text(std::string_view text);
  void Number(std::int64_t number);
  void Bool(bool value);

  // A key with a value.
  void Member(std::string_view key, std::string_view text) { Key(key), Text(text); }
  void Member(std::string_view key, const char* text) { Key(key), Text(text); }
  template <std::integral T>
  void Member(std::string_view key, T value) {
    Key(key);
    if constexpr (std::same_as<T, bool>) {
      Bool(value);
    } else {
      Number(static_cast<std::int64_t>(value));
    }
  }
  // A key with a list of texts.
  template <class Texts>
  void Array(std::string_view key, const Texts& texts) {
    Key(key);
    BeginArray();
    for (const auto& text : texts) Text(text);
    EndArray();
  }
  // A key with an object or a list, whose inside `f` writes.
  template <class F>
  void Object(std::string_view key, F&& f) {
    Key(key);
    BeginObject();
    f();
    EndObject();
  }
  template <class F>
  void List(std::string_view key, F&& f) {
    Key(key);
    BeginArray();
    f();
    EndArray();
  }

 private:
  void Open(char bracket);
  void Close(char bracket);
  void BeforeValue();
  void NewLine();

  std::string& out_;
  std::vector<bool> has_items_;  // one per open bracket
  bool after_key_ = false;
};

}  // namespace execlint

#endif  // EXECLINT_LINT_RENDER_JSON_WRITER_H_
