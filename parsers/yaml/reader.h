// The library's events, each with its place in the text worked out and handed to a TreeBuilder.
//
// The library says where a node begins, and nothing of ends. Scalars are read again from the text
// (parsers/yaml/scalar.h); between them stand only white space, comments and punctuation, so a
// cursor that follows the events finds the rest.
#ifndef EXECLINT_PARSERS_YAML_READER_H_
#define EXECLINT_PARSERS_YAML_READER_H_

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/source/source_map.h"
#include "parsers/yaml/mask.h"
#include "parsers/yaml/tree.h"
#include "parsers/yaml/yaml.h"

namespace execlint::yaml {

// Thrown through the library when the text holds too much (lint/value/text_bound.h).
struct BoundMet {};

class Reader : public YAML::EventHandler {
 public:
  Reader(const SourceMap& sources, const Buffer& buffer, ValueStore& store, Dialect dialect,
         const std::vector<MaskedTag>& masked);

  // Behind the last node that was read.
  std::uint32_t cursor() const { return cursor_; }
  // Reads the comments up to `to`, where no node is left.
  void Gap(std::uint32_t to);
  TreeBuilder& tree() { return tree_; }
  std::vector<Span> TakeComments() { return std::move(comments_); }
  // Keys without `:`. Only meant if the library has read to the end.
  const std::vector<Problem>& key_problems() const { return key_problems_; }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override;
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override;
  void OnSequenceEnd() override { EndContainer(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override;
  void OnMapEnd() override { EndContainer(); }

 private:
  struct Container {
    bool flow = false;
    bool bracketed = false;  // begins with a bracket of its own (`[a: b]` holds a map without)
    int indent = -1;         // the column of a block container
  };
  // Where a node begins behind its properties.
  struct Start {
    Properties properties = {};
    std::uint32_t at = 0;
    std::uint32_t properties_end = 0;  // 0: none
    std::string_view core_tag = {};    // `str` of `!!str`; `!` for the tag that says "a string"
  };

  std::uint32_t Offset(const YAML::Mark& mark) const;
  Start ReadStart(std::uint32_t at, std::string_view tag, YAML::anchor_t anchor);
  void BeginContainer(bool is_map, const YAML::Mark& mark, const std::string& tag,
                      YAML::anchor_t anchor, YAML::EmitterStyle::value style);
  void EndContainer();
  // A key has been read; is there a `:` behind it?
  void CheckKey(bool explicit_key, Span key);
  bool IsExplicitKey(std::uint32_t node) const;
  int ParentIndent() const;
  bool InFlow() const { return !containers_.empty() && containers_.back().flow; }
  // The null that is written at `at`, if one is.
  Span WrittenNull(std::uint32_t at) const;
  // The null of an event at `mark`: as it is written, or where it would be.
  Span NullSpan(std::uint32_t mark) const;
  void ScanComments(std::uint32_t from, std::uint32_t to);
  Span To(std::uint32_t begin, std::uint32_t end) const { return {buffer_.file, begin, end}; }
  // Hands a finished scalar to the tree.
  void AddScalar(const PartCollector& parts, const Start& start, Span span, bool plain);
  void AddBroken(const Start& start, Span span, const char* why);
  Traced ScalarValue(const PartCollector& parts, const Start& start, Span span, bool plain);
  // Apart, so that the other dialects do not pay for them.
  [[gnu::noinline]] std::string_view TerraformKey(const KeyText& key, Traced value, Span span);
  [[gnu::noinline]] Traced TerraformScalar(const PartCollector& parts, const Start& start,
                                           Span span, bool plain, const RouteStep* over);
  // If something was left out of the text within `span`: the unknown that this text is.
  const Symbol* SpliceWithin(Span span);

  const SourceMap& sources_;
  const Buffer& buffer_;
  ValueStore& store_;
  Dialect dialect_;
  const std::vector<MaskedTag>& masked_;
  std::string_view text_;
  TreeBuilder tree_;
  std::uint32_t cursor_ = 0;
  std::uint32_t scanned_ = 0;                           // comments up to here are known
  std::uint32_t gap_begin_ = UINT32_MAX, gap_end_ = 0;  // the last gap that was skipped at an end
  std::size_t next_splice_ = 0;
  std::size_t next_masked_ = 0;
  std::vector<Container> containers_;
  std::vector<Span> comments_;
  std::vector<Problem> key_problems_;
};

}  // namespace execlint::yaml

#endif  // EXECLINT_PARSERS_YAML_READER_H_
