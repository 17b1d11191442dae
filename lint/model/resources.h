// The resources of one type in a model: a vector that also finds them by their id, by their name
// and by what they refer to, so that a join looks at those that it may concern and at no others.
//
//   const Vpc* vpc = model.vpcs.Find(id);
//   for (const VpcEndpoint* one : model.vpc_endpoints.Naming(&VpcEndpoint::vpc, {vpc->head.id}))
//
// What is found by name or reference is never too little, and mostly not too much: whatever is not
// known, not certain or not the same in all scenarios is always among it. Callers compare again.
// Results are in the order of the vector. An index is made when it is first asked for, and dropped
// by every access that may change the resources; two threads may not search one list.
//
// What many models have in common stands in one list, which each of them has behind its own:
//
//   model.roles.PutBehind(common.roles);   // which must outlive it, and refers to nothing else
#ifndef EXECLINT_LINT_MODEL_RESOURCES_H_
#define EXECLINT_LINT_MODEL_RESOURCES_H_

#include <cassert>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "lint/model/attribute.h"
#include "lint/value/glyphs.h"

namespace execlint {

// What is known of the end of a text: its last word, or of that what follows the last unknown part.
struct WordEnd {
  std::string reversed = {};  // `bew` of `role/web`, and of `${var.p}web`
  bool whole = false;         // that is all of the word
};
WordEnd WordEndOf(const Glyphs& text);

// Which positions of a list have a text, found by the word that it ends in: a name, or an ARN or
// path that ends in one.
class WordIndex {
 public:
  void Add(std::uint32_t position, const WordEnd& end);
  // Adds the positions whose text may end in the same word.
  void Collect(const WordEnd& end, std::vector<std::uint32_t>& into) const;
  // Adds those of which not all of the word is known.
  void CollectPartlyKnown(std::vector<std::uint32_t>& into) const;

 private:
  using ByEnd = std::map<std::string, std::vector<std::uint32_t>, std::less<>>;
  // Adds those whose end goes on behind this one.
  static void CollectLonger(const ByEnd& all, const std::string& end,
                            std::vector<std::uint32_t>& into);

  ByEnd whole_, partly_known_;
};

// Which positions of a list have a name.
class NameIndex {
 public:
  void Add(std::uint32_t position, const Attr<Text>& name);
  // Adds the positions whose name may be `text`, or an ARN or path that ends in the same word.
  void Collect(const Glyphs& text, std::vector<std::uint32_t>& into) const {
    words_.Collect(WordEndOf(text), into);
  }

 private:
  WordIndex words_;
};

// Which positions of a list have a name that is spelled so, with the same unknown parts.
class SpellingIndex {
 public:
  void Add(std::uint32_t position, const Attr<Text>& name);
  // Adds those, and those whose name is not the same in all scenarios.
  void Collect(const Text& text, std::vector<std::uint32_t>& into) const;

 private:
  std::unordered_map<std::string, std::vector<std::uint32_t>> fixed_;
  std::vector<std::uint32_t> others_;
};

// Which positions of a list refer to a resource.
class ReferenceIndex {
 public:
  void Add(std::uint32_t position, const Attr<Ref>& reference);
  // The same of references to resources that also have names; `is_one` tells the ids of these. What
  // refers to nothing that is told by an id or a name may mean any of them.
  template <class IsOne>
  void AddNamed(std::uint32_t position, const Attr<List<Ref>>& references, IsOne&& is_one);
  template <class IsOne>
  void AddNamed(std::uint32_t position, const Attr<Ref>& reference, IsOne&& is_one);
  // What is equal to the reference as it is written.
  void AddWritten(std::uint32_t position, const Attr<Ref>& reference);

  // Adds the positions that may refer to `id`, and nothing but the id.
  void Collect(ResourceId id, std::vector<std::uint32_t>& into) const;
  // The same by the resource's name.
  void CollectNamed(const Attr<Text>& name, std::vector<std::uint32_t>& into) const;
  void CollectWritten(const Ref& reference, std::vector<std::uint32_t>& into) const;

 private:
  static bool IsFixed(const Fact<Ref>& one) {
    return one.unknown() == nullptr && one.certainty() == Certainty::kCertain;
  }
  static bool IsFixed(const Fact<List<Ref>>& list);
  // Nothing where the text is one unknown thing.
  static std::optional<WordEnd> WordOf(const Ref& reference);
  static std::vector<ResourceId> TargetsIn(const Fact<Ref>& reference);
  // False where the reference may mean anything.
  template <class IsOne>
  bool Place(std::uint32_t position, const Fact<Ref>& reference, IsOne&& is_one);

  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> by_id_;
  WordIndex words_;
  std::vector<std::uint32_t> others_;  // those that may refer to anything
};

// Sorts, and drops what is there twice.
void SortOnce(std::vector<std::uint32_t>& positions);

template <class T>
class Resources {
 public:
  using value_type = T;

  // Goes through a list, and then through the one behind it.
  class Iterator {
   public:
    using value_type = T;
    using difference_type = std::ptrdiff_t;
    using pointer = const T*;
    using reference = const T&;
    using iterator_category = std::forward_iterator_tag;

    Iterator() = default;
    Iterator(const T* at, const T* end, const T* behind) : at_(at), end_(end), behind_(behind) {
      Cross();
    }
    const T& operator*() const { return *at_; }
    const T* operator->() const { return at_; }
    Iterator& operator++() {
      ++at_;
      Cross();
      return *this;
    }
    Iterator operator++(int) {
      const Iterator before = *this;
      ++*this;
      return before;
    }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.at_ == b.at_; }

   private:
    void Cross() {
      if (at_ == end_ && behind_ != nullptr) at_ = std::exchange(behind_, nullptr);
    }

    const T* at_ = nullptr;
    const T* end_ = nullptr;     // of the first list
    const T* behind_ = nullptr;  // where the second one begins; null: in it, or there is none
  };

  Resources() = default;
  Resources(Resources&&) noexcept = default;
  Resources& operator=(Resources&&) noexcept = default;
  Resources(const Resources& other) : all_(other.all_), behind_(other.behind_) {}
  Resources& operator=(const Resources& other) {
    if (this == &other) return *this;
    all_ = other.all_;
    behind_ = other.behind_;
    index_.reset();
    return *this;
  }

  // Nothing may be changed afterwards. `common` has none behind it.
  void PutBehind(const Resources& common) {
    if (!common.empty()) behind_ = &common;
  }

  bool empty() const { return size() == 0; }
  std::size_t size() const { return all_.size() + (behind_ == nullptr ? 0 : behind_->size()); }
  const T& operator[](std::size_t i) const {
    return i < all_.size() ? all_[i] : behind_->all_[i - all_.size()];
  }
  const T& at(std::size_t i) const {
    return behind_ == nullptr || i < all_.size() ? all_.at(i) : behind_->at(i - all_.size());
  }
  const T& front() const { return *begin(); }
  Iterator begin() const {
    const T* const first = all_.data();
    return {first, first + all_.size(), behind_ == nullptr ? nullptr : behind_->all_.data()};
  }
  Iterator end() const {
    const std::vector<T>& last = behind_ == nullptr ? all_ : behind_->all_;
    return {last.data() + last.size(), nullptr, nullptr};
  }

  T& operator[](std::size_t i) { return Forget()[i]; }
  T& front() { return Forget().front(); }
  T& back() { return Forget().back(); }
  auto begin() { return Forget().begin(); }
  auto end() { return Forget().end(); }
  void push_back(T one) { Forget().push_back(std::move(one)); }
  template <class... Of>
  T& emplace_back(Of&&... of) {
    return Forget().emplace_back(std::forward<Of>(of)...);
  }
  void reserve(std::size_t count) { Forget().reserve(count); }
  void clear() { Forget().clear(); }
  void pop_back() { Forget().pop_back(); }

  const Resources& behind() const { return behind_ == nullptr ? *this : *behind_; }

  // The resource with this id; null if there is none.
  const T* Find(ResourceId id) const {
    if (id == ResourceId::kNone) return nullptr;
    const auto& by_id = index().by_id;
    const auto found = by_id.find(static_cast<std::uint32_t>(id));
    if (found != by_id.end()) return &all_[found->second];
    return behind_ == nullptr ? nullptr : behind_->Find(id);
  }

  // Those that may be called `text`.
  std::vector<const T*> Called(Attr<Text> T::* name, const Glyphs& text) const {
    const NameIndex& names = IndexOf(index().names, name, [&](NameIndex& made) {
      for (std::uint32_t i = 0; i < all_.size(); ++i) made.Add(i, all_[i].*name);
    });
    std::vector<std::uint32_t> positions;
    names.Collect(text, positions);
    return At(std::move(positions), [&](const Resources& also) { return also.Called(name, text); });
  }

  // Those whose name may be equal to `text`, unknown parts included.
  std::vector<const T*> Spelled(Attr<Text> T::* name, const Text& text) const {
    const SpellingIndex& names = IndexOf(index().spellings, name, [&](SpellingIndex& made) {
      for (std::uint32_t i = 0; i < all_.size(); ++i) made.Add(i, all_[i].*name);
    });
    std::vector<std::uint32_t> positions;
    names.Collect(text, positions);
    return At(std::move(positions),
              [&](const Resources& also) { return also.Spelled(name, text); });
  }

  // Those whose reference may ever be one to a resource of these ids.
  std::vector<const T*> Naming(Attr<Ref> T::* reference,
                               std::initializer_list<ResourceId> ids) const {
    const ReferenceIndex& by_reference =
        IndexOf(index().references, reference, [&](ReferenceIndex& made) {
          for (std::uint32_t i = 0; i < all_.size(); ++i) made.Add(i, all_[i].*reference);
        });
    std::vector<std::uint32_t> positions;
    for (const ResourceId id : ids) {
      if (id != ResourceId::kNone) by_reference.Collect(id, positions);
    }
    return At(std::move(positions),
              [&](const Resources& also) { return also.Naming(reference, ids); });
  }

  // Those whose reference, or list of these, may be one by id or by name to `one` of `among`.
  template <class R>
  std::vector<const T*> Naming(Attr<List<Ref>> T::* references, const R& one,
                               const Resources<R>& among) const {
    return NamingIn(&Index::lists, references, one, among);
  }
  template <class R>
  std::vector<const T*> Naming(Attr<Ref> T::* reference, const R& one,
                               const Resources<R>& among) const {
    return NamingIn(&Index::named, reference, one, among);
  }

  // Those that have the flag, and whose reference may be equal to `written`.
  std::vector<const T*> Saying(Attr<Ref> T::* reference, const Ref& written, bool T::* flag) const {
    const ReferenceIndex& by_reference =
        IndexOf(index().written, reference, [&](ReferenceIndex& made) {
          for (std::uint32_t i = 0; i < all_.size(); ++i) {
            if (all_[i].*flag) made.AddWritten(i, all_[i].*reference);
          }
        });
    std::vector<std::uint32_t> positions;
    by_reference.CollectWritten(written, positions);
    return At(std::move(positions),
              [&](const Resources& also) { return also.Saying(reference, written, flag); });
  }

 private:
  template <class Member, class I>
  using ByMember = std::vector<std::pair<Member, I>>;
  struct Index {
    std::unordered_map<std::uint32_t, std::uint32_t> by_id;
    ByMember<Attr<Text> T::*, NameIndex> names;
    ByMember<Attr<Text> T::*, SpellingIndex> spellings;
    ByMember<Attr<Ref> T::*, ReferenceIndex> references, named, written;
    ByMember<Attr<List<Ref>> T::*, ReferenceIndex> lists;
  };

  template <class Member, class R>
  std::vector<const T*> NamingIn(ByMember<Member, ReferenceIndex> Index::* indexes, Member member,
                                 const R& one, const Resources<R>& among) const {
    const ReferenceIndex& by_reference = IndexOf(index().*indexes, member, [&](auto& made) {
      const auto is_one = [&](ResourceId id) { return among.Find(id) != nullptr; };
      for (std::uint32_t i = 0; i < all_.size(); ++i) made.AddNamed(i, all_[i].*member, is_one);
    });
    std::vector<std::uint32_t> positions;
    by_reference.Collect(one.head.id, positions);
    by_reference.CollectNamed(one.name, positions);
    // What is behind refers to nothing but what is behind too.
    return At(std::move(positions), [&](const Resources& also) {
      return also.NamingIn(indexes, member, one, among.behind());
    });
  }

  std::vector<T>& Forget() {
    assert(behind_ == nullptr);
    index_.reset();
    return all_;
  }

  Index& index() const {
    if (index_ == nullptr) {
      index_ = std::make_unique<Index>();
      for (std::uint32_t i = 0; i < all_.size(); ++i) {
        index_->by_id.emplace(static_cast<std::uint32_t>(all_[i].head.id), i);
      }
    }
    return *index_;
  }

  template <class Member, class I, class Fill>
  static const I& IndexOf(ByMember<Member, I>& all, Member member, Fill&& fill) {
    for (const auto& [of, index] : all) {
      if (of == member) return index;
    }
    fill(all.emplace_back(member, I{}).second);
    return all.back().second;
  }

  // Those at these positions, and what `also` finds in the list behind.
  template <class Also>
  std::vector<const T*> At(std::vector<std::uint32_t> positions, Also&& also) const {
    SortOnce(positions);
    std::vector<const T*> found;
    found.reserve(positions.size());
    for (const std::uint32_t position : positions) found.push_back(&all_[position]);
    if (behind_ == nullptr) return found;
    const std::vector<const T*> others = also(*behind_);
    found.insert(found.end(), others.begin(), others.end());
    return found;
  }

  std::vector<T> all_;
  const Resources* behind_ = nullptr;
  mutable std::unique_ptr<Index> index_;
};

// ---- implementation of the template above

template <class IsOne>
bool ReferenceIndex::Place(std::uint32_t position, const Fact<Ref>& reference, IsOne&& is_one) {
  bool placed = false;
  for (const ResourceId target : TargetsIn(reference)) {
    if (!is_one(target)) continue;
    by_id_[static_cast<std::uint32_t>(target)].push_back(position);
    placed = true;
  }
  const auto word = reference.known() ? WordOf(*reference) : std::nullopt;
  if (!word || (placed && !word->whole)) return placed;
  words_.Add(position, *word);
  return true;
}

template <class IsOne>
void ReferenceIndex::AddNamed(std::uint32_t position, const Attr<List<Ref>>& references,
                              IsOne&& is_one) {
  bool fixed = references.in.all().size() == 1 && references.in.left_out() == nullptr;
  references.in.ForEachValue([&](const Fact<List<Ref>>& list) {
    fixed = fixed && IsFixed(list);
    if (!fixed || !list.known()) return;
    for (const Fact<Ref>& one : list->items) fixed = Place(position, one, is_one) && fixed;
  });
  if (!fixed) others_.push_back(position);
}

template <class IsOne>
void ReferenceIndex::AddNamed(std::uint32_t position, const Attr<Ref>& reference, IsOne&& is_one) {
  bool fixed = reference.in.all().size() == 1 && reference.in.left_out() == nullptr;
  reference.in.ForEachValue([&](const Fact<Ref>& one) {
    fixed = fixed && IsFixed(one) && (!one.known() || Place(position, one, is_one));
  });
  if (!fixed) others_.push_back(position);
}

}  // namespace execlint

#endif  // EXECLINT_LINT_MODEL_RESOURCES_H_
