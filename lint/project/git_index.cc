#include "lint/project/git_index.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include "lint/project/git_repository.h"
#include "lint/project/walk.h"
#include "lint/source/disk_file_reader.h"
#include "lint/source/file_reader.h"
#include "lint/source/format.h"

namespace execlint {
namespace {

constexpr std::size_t kLongestPath = 4096;
// Version 4 writes of a path only what the one before it has not, so that a small file could hold
// very many long ones. The index of a repository with deep folders takes 3 to 4 times its size.
constexpr std::size_t kMostTimesItsSize = 8;
constexpr std::size_t kHashSizes[] = {20, 32};  // SHA-1, SHA-256

// Reads numbers and texts; behind the end there are zeros, and `ok()` is false.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

  bool ok() const { return ok_; }
  std::size_t at() const { return at_; }
  std::size_t left() const { return bytes_.size() - at_; }

  std::string_view Take(std::size_t size) {
    if (size > left()) {
      ok_ = false;
      return {};
    }
    at_ += size;
    return bytes_.substr(at_ - size, size);
  }
  std::uint64_t Number(std::size_t size) {
    std::uint64_t number = 0;
    for (const char byte : Take(size)) number = number << 8 | static_cast<unsigned char>(byte);
    return number;
  }
  // Up to a zero byte, which is taken too.
  std::string_view Text() {
    const std::size_t end = bytes_.find('\0', at_);
    const std::string_view text = Take(end == bytes_.npos ? left() + 1 : end - at_);
    Take(1);
    return text;
  }
  // Git's numbers of variable length, as offsets in packs have them.
  std::uint64_t Varint() {
    std::uint64_t byte = Number(1);
    std::uint64_t number = byte & 0x7F;
    for (int i = 0; (byte & 0x80) != 0 && ok_; ++i) {
      if (i == 8) ok_ = false;
      byte = Number(1);
      number = (number + 1) << 7 | (byte & 0x7F);
    }
    return number;
  }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
  bool ok_ = true;
};

// An entry of a kind that execlint reads, or of a whole folder.
struct Entry {
  std::size_t number = 0;  // among all entries of the file
  std::string path;
  bool sparse = false;

  std::size_t size() const { return sizeof(Entry) + path.size(); }
};

// The positions that a bitmap compressed as EWAH has set, of at most `count`. Error: it is broken.
std::optional<std::vector<bool>> ReadBitmap(ByteReader& in, std::size_t count) {
  std::vector<bool> set(count);
  in.Number(4);  // the number of bits
  std::uint64_t words = in.Number(4);
  std::size_t at = 0;
  const auto put = [&](bool value) {
    if (at < count && value) set[at] = true;
    ++at;
  };
  while (words > 0 && in.ok()) {
    const std::uint64_t marker = in.Number(8);
    --words;
    const std::uint64_t repeated = (marker >> 1 & 0xFFFFFFFF) * 64;
    for (std::uint64_t i = 0; i < repeated && at < count; ++i) put((marker & 1) != 0);
    std::uint64_t literal = marker >> 33;
    if (literal > words) return std::nullopt;
    words -= literal;
    for (; literal > 0; --literal) {
      const std::uint64_t word = in.Number(8);
      for (int bit = 0; bit < 64; ++bit) put((word >> bit & 1) != 0);
    }
  }
  in.Number(4);  // where the last marker is
  if (!in.ok()) return std::nullopt;
  return set;
}

struct Parsed {
  std::vector<Entry> entries = {};
  std::size_t count = 0;       // of all entries
  std::string_view link = {};  // of a split index: what its extension holds
};

class IndexParser {
 public:
  IndexParser(std::string_view bytes, std::size_t hash) : bytes_(bytes), hash_(hash) {}

  // Nothing: it is no index, or one with hashes of another size, or its paths take too much.
  std::optional<Parsed> Run() {
    if (bytes_.size() < 12 + hash_ || !bytes_.starts_with("DIRC")) return std::nullopt;
    ByteReader in(bytes_.substr(0, bytes_.size() - hash_));
    in.Take(4);
    version_ = in.Number(4);
    if (version_ < 2 || version_ > 4) return std::nullopt;
    parsed_.count = in.Number(4);
    // An entry takes more bytes than that.
    if (parsed_.count > bytes_.size() / 32) return std::nullopt;
    for (std::size_t i = 0; i < parsed_.count; ++i) {
      if (!ReadEntry(in, i)) return std::nullopt;
    }
    while (in.left() > 0) {
      const std::string_view name = in.Take(4);
      const std::string_view data = in.Take(in.Number(4));
      if (!in.ok()) return std::nullopt;
      if (name == "link") {
        parsed_.link = data;
      } else if (name != "sdir" && !(name[0] >= 'A' && name[0] <= 'Z')) {
        return std::nullopt;  // one that must be understood
      }
    }
    return std::move(parsed_);
  }

 private:
  bool ReadEntry(ByteReader& in, std::size_t number) {
    const std::size_t begin = in.at();
    in.Take(24);
    const std::uint64_t kind = in.Number(4) >> 12;
    in.Take(12 + hash_);
    const std::uint64_t flags = in.Number(2);
    if ((flags & 0x4000) != 0) {
      if (version_ < 3) return false;
      in.Take(2);
    }
    if (version_ == 4) {
      const std::uint64_t cut = in.Varint();
      if (cut > path_.size()) return false;
      path_.resize(path_.size() - cut);
      path_ += in.Text();
    } else {
      path_ = in.Text();
      // An entry fills a multiple of eight bytes, with at least one zero at its end.
      const std::size_t size = in.at() - begin;
      in.Take((8 - size % 8) % 8);
    }
    constexpr std::uint64_t kFile = 010, kLink = 012, kSubmodule = 016, kFolder = 004;
    const std::size_t length = flags & 0xFFF;
    if (!in.ok() || path_.size() > kLongestPath) return false;
    if (length < 0xFFF ? path_.size() != length : path_.size() < length) return false;
    if (kind != kFile && kind != kLink && kind != kSubmodule && kind != kFolder) return false;
    if (kind == kSubmodule) {
      Add({number, path_ + "/"});
    } else if (kind == kFolder) {
      Add({number, path_, true});
    } else if (IsCandidate(path_.substr(path_.rfind('/') + 1))) {
      Add({number, path_});
    }
    return size_ <= kMostTimesItsSize * bytes_.size();
  }

  void Add(Entry entry) {
    size_ += entry.size();
    parsed_.entries.push_back(std::move(entry));
  }

  std::string_view bytes_;
  std::size_t hash_;
  std::uint64_t version_ = 0;
  std::string path_;      // of the last entry
  std::size_t size_ = 0;  // of the entries
  Parsed parsed_;
};

std::string InHex(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes) text += Format("{:02x}", static_cast<unsigned char>(byte));
  return text;
}

tl::unexpected<Error> Broken() {
  return tl::make_unexpected(Error{
      "it is broken, or of a kind that execlint does not know, or its paths are far too long"});
}

// The entries of a split index: those of the file that it shares with others, without what it
// takes away, and its own. Those in the place of a shared one have no name.
tl::expected<std::vector<Entry>, Error> Join(Parsed own, std::size_t hash,
                                             const GitIndex::ReadBeside& beside) {
  ByteReader in(own.link);
  const std::string_view name = in.Take(hash);
  if (!in.ok()) return Broken();
  std::vector<Entry> entries;
  if (name.find_first_not_of('\0') != name.npos) {
    const auto bytes = beside("sharedindex." + InHex(name));
    if (!bytes) {
      return tl::make_unexpected(
          Error{"the index that it shares with others: " + bytes.error().message});
    }
    auto shared = IndexParser(*bytes, hash).Run();
    if (!shared) return Broken();
    std::optional<std::vector<bool>> deleted;
    if (in.left() > 0) {
      deleted = ReadBitmap(in, shared->count);
      if (!deleted) return Broken();
    }
    for (Entry& entry : shared->entries) {
      if (!deleted || !(*deleted)[entry.number]) entries.push_back(std::move(entry));
    }
  }
  for (Entry& entry : own.entries) {
    if (!entry.path.empty() && entry.path != "/") entries.push_back(std::move(entry));
  }
  return entries;
}

// Was anything committed? A repository that has just been made has a HEAD that names a branch which
// is not there yet. `git_dir` reads the folder that holds the HEAD.
bool HasCommit(const FileReader& git_dir) {
  const auto head = git_dir.Read("HEAD");
  if (!head) return false;
  constexpr std::string_view kReference = "ref: ";
  if (!head->starts_with(kReference)) return true;
  std::string branch = head->substr(kReference.size());
  branch.resize(branch.find_last_not_of(" \r\n") + 1);
  return git_dir.Read(branch).has_value() || git_dir.Read("packed-refs").has_value() ||
         git_dir.Read("commondir").has_value();
}

}  // namespace

tl::expected<GitIndex, Error> GitIndex::Parse(std::string_view bytes, const ReadBeside& beside) {
  for (const std::size_t hash : kHashSizes) {
    auto parsed = IndexParser(bytes, hash).Run();
    if (!parsed) continue;
    std::vector<Entry> entries = std::move(parsed->entries);
    if (!parsed->link.empty()) {
      parsed->entries = std::move(entries);
      auto joined = Join(std::move(*parsed), hash, beside);
      if (!joined) return tl::make_unexpected(joined.error());
      entries = std::move(*joined);
    }
    GitIndex index;
    for (Entry& entry : entries) {
      if (entry.sparse) index.sparse_.push_back(entry.path);
      index.paths_.push_back(std::move(entry.path));
    }
    for (auto* paths : {&index.paths_, &index.sparse_}) {
      if (!std::is_sorted(paths->begin(), paths->end())) std::sort(paths->begin(), paths->end());
    }
    // Of folders inside each other the outer one says all.
    const auto inside = [](const std::string& outer, const std::string& inner) {
      return inner.starts_with(outer);
    };
    index.sparse_.erase(std::unique(index.sparse_.begin(), index.sparse_.end(), inside),
                        index.sparse_.end());
    return index;
  }
  return Broken();
}

tl::expected<GitIndex, Error> GitIndex::Read(const std::string& git_dir) {
  const auto reader = DiskFileReader::Open(git_dir);
  if (!reader) return tl::make_unexpected(Error{git_dir + ": " + reader.error().message});
  const auto bytes = (*reader)->Read("index");
  if (!bytes && bytes.error().message == kNoSuchFile) {
    if (HasCommit(**reader)) return tl::make_unexpected(Error{"it is not there"});
    return GitIndex();
  }
  if (!bytes) return tl::make_unexpected(bytes.error());
  return Parse(*bytes, [&](const std::string& name) { return (*reader)->Read(name); });
}

bool GitIndex::Has(std::string_view file) const {
  if (std::binary_search(paths_.begin(), paths_.end(), file)) return true;
  const auto behind = std::upper_bound(sparse_.begin(), sparse_.end(), file);
  return behind != sparse_.begin() && file.starts_with(*(behind - 1));
}

bool GitIndex::HasIn(std::string_view folder) const {
  const std::string begin = std::string(folder) + "/";
  const auto first = std::lower_bound(paths_.begin(), paths_.end(), begin);
  return (first != paths_.end() && first->starts_with(begin)) || Has(begin);
}

const GitIndex* GitIndexes::Read(std::string_view repository) {
  const std::string folder(repository);
  const auto named = FindGitDir(folder.empty() ? root_ : root_ + "/" + folder);
  if (!named) {
    unread_.emplace(folder, named.error().message);
    return nullptr;
  }
  // Many may name one folder, in several spellings.
  std::error_code error;
  const auto real = std::filesystem::canonical(*named, error);
  const std::string git_dir = error ? *named : real.string();
  auto found = of_git_dirs_.find(git_dir);
  if (found == of_git_dirs_.end()) {
    found = of_git_dirs_.emplace(git_dir, GitIndex::Read(git_dir)).first;
  }
  if (found->second) return &*found->second;
  unread_.emplace(folder, found->second.error().message);
  return nullptr;
}

bool GitIndexes::Tracks(std::string_view repository, std::string_view path, bool is_folder,
                        bool otherwise) {
  const std::lock_guard lock(mutex_);
  auto found = of_repositories_.find(repository);
  if (found == of_repositories_.end()) {
    found = of_repositories_.emplace(std::string(repository), Read(repository)).first;
  }
  const GitIndex* index = found->second;
  if (index == nullptr) return otherwise;
  const std::string_view below =
      path.substr(repository.empty() ? 0 : std::min(repository.size() + 1, path.size()));
  return is_folder ? index->HasIn(below) : index->Has(below);
}

}  // namespace execlint
