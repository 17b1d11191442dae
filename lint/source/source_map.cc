#include "lint/source/source_map.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cassert>
#include <mutex>
#include <utility>

#include "lint/source/once.h"
#include "lint/source/utf8.h"

namespace execlint {
namespace {

struct File {
  std::string path;
  std::string text;
  std::vector<Piece> pieces;  // empty for a disk file
  std::vector<Span> comments;
  std::vector<Span> blocks;
  std::vector<Exemption> exemptions;
  bool buffer = false;

  // In the order they were marked in, from `secrets_in_order` on; before it rising and apart.
  std::vector<Span> secrets;
  std::size_t secrets_in_order = 0;

  // Offsets of line starts, made when first asked for.
  Once lines_once;
  std::vector<std::uint32_t> line_starts;

  // What stands before the first character of each block, made when first asked for.
  struct Block {
    std::size_t begin = 0;
    Utf8Length before = {};
  };
  Once blocks_once;
  std::vector<Block> text_blocks;
};

constexpr std::size_t kTextBlock = 1024;  // of a text that takes several, the lengths are kept

std::vector<File::Block> BlocksOf(std::string_view text) {
  std::vector<File::Block> blocks{{}};
  for (std::size_t next = kTextBlock; next < text.size(); next += kTextBlock) {
    std::size_t end = next;
    for (std::size_t at = next - 3; at < next; ++at) {
      const Utf8Char c = DecodeUtf8(text, at);
      if (at + c.length > next) end = at + c.length;  // a character stands on both sides
    }
    const File::Block& last = blocks.back();
    const Utf8Length length = LengthOf(text.substr(last.begin, end - last.begin));
    blocks.push_back(
        {end, {last.before.characters + length.characters, last.before.utf16 + length.utf16}});
  }
  return blocks;
}

// Puts the secrets of a file into rising order, those that overlap as one.
void PutInOrder(File& file) {
  std::vector<Span>& secrets = file.secrets;
  if (file.secrets_in_order == secrets.size()) return;
  std::sort(secrets.begin(), secrets.end(), [](const Span& a, const Span& b) {
    return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
  });
  std::size_t kept = 0;
  for (const Span& span : secrets) {
    if (kept > 0 && span.begin < secrets[kept - 1].end) {
      secrets[kept - 1].end = std::max(secrets[kept - 1].end, span.end);
    } else {
      secrets[kept++] = span;
    }
  }
  secrets.resize(kept);
  file.secrets_in_order = kept;
}

}  // namespace

// Files live in blocks of doubling size whose addresses never change, so readers need no lock.
struct SourceMap::Impl {
  static constexpr std::uint32_t kFirstBlockBits = 10;
  static constexpr std::size_t kBlocks = 32 - kFirstBlockBits;

  std::mutex mutex;
  std::array<std::unique_ptr<File[]>, kBlocks> owners;
  std::array<std::atomic<File*>, kBlocks> blocks{};
  std::uint32_t count = 0;
  mutable std::mutex secrets_mutex;
  std::mutex comments_mutex;

  static std::pair<std::size_t, std::uint32_t> Slot(std::uint32_t index) {
    std::size_t block = 0;
    std::uint32_t size = 1u << kFirstBlockBits;
    while (index >= size) {
      index -= size;
      size *= 2;
      ++block;
    }
    return {block, index};
  }

  File& At(FileId id) const {
    assert(id != FileId::kNone);
    const auto [block, offset] = Slot(static_cast<std::uint32_t>(id) - 1);
    return blocks[block].load(std::memory_order_acquire)[offset];
  }

  FileId Add(std::string path, std::string text, std::vector<Piece> pieces, bool buffer) {
    const std::lock_guard lock(mutex);
    const auto [block, offset] = Slot(count);
    if (owners[block] == nullptr) {
      owners[block] = std::make_unique<File[]>(std::size_t{1} << (kFirstBlockBits + block));
      blocks[block].store(owners[block].get(), std::memory_order_release);
    }
    File& file = owners[block][offset];
    file.path = std::move(path);
    file.text = std::move(text);
    file.pieces = std::move(pieces);
    file.buffer = buffer;
    return static_cast<FileId>(++count);
  }

  // How much stands before an offset.
  Utf8Length Before(FileId id, std::uint32_t offset) const {
    File& file = At(id);
    file.blocks_once.Call([&file] { file.text_blocks = BlocksOf(file.text); });
    const File::Block& block =
        *std::prev(std::ranges::upper_bound(file.text_blocks, offset, {}, &File::Block::begin));
    const Utf8Length rest =
        execlint::LengthOf(std::string_view(file.text).substr(block.begin, offset - block.begin));
    return {block.before.characters + rest.characters, block.before.utf16 + rest.utf16};
  }

  const std::vector<std::uint32_t>& LineStarts(FileId id) const {
    File& file = At(id);
    file.lines_once.Call([&file] {
      file.line_starts.push_back(0);
      for (std::size_t i = 0; i < file.text.size(); ++i) {
        if (file.text[i] == '\n') file.line_starts.push_back(static_cast<std::uint32_t>(i + 1));
      }
    });
    return file.line_starts;
  }
};

SourceMap::SourceMap() : impl_(std::make_unique<Impl>()) {}
SourceMap::~SourceMap() = default;

FileId SourceMap::AddFile(std::string path, std::string bytes) {
  return impl_->Add(std::move(path), std::move(bytes), {}, false);
}

FileId SourceMap::AddBuffer(std::string text, std::vector<Piece> pieces) {
  assert(!pieces.empty() && pieces.front().at == 0);
  return impl_->Add({}, std::move(text), std::move(pieces), true);
}

std::string_view SourceMap::Text(FileId file) const { return impl_->At(file).text; }

std::string_view SourceMap::Text(Span span) const {
  if (!span.valid()) return {};
  return Text(span.file).substr(span.begin, span.end - span.begin);
}

std::string_view SourceMap::path(FileId file) const {
  const File* f = &impl_->At(file);
  while (f->buffer) {
    const FileId from = f->pieces.front().from.file;
    if (from == FileId::kNone) return {};
    f = &impl_->At(from);
  }
  return f->path;
}

std::vector<FileId> SourceMap::DiskFiles() const {
  std::uint32_t count = 0;
  {
    const std::lock_guard lock(impl_->mutex);
    count = impl_->count;
  }
  std::vector<FileId> files;
  for (std::uint32_t i = 1; i <= count; ++i) {
    if (!impl_->At(static_cast<FileId>(i)).buffer) files.push_back(static_cast<FileId>(i));
  }
  return files;
}

std::vector<FileId> SourceMap::FolderOf(FileId file) const {
  const auto folder = [](std::string_view of) { return of.substr(0, of.rfind('/') + 1); };
  const std::string_view here = folder(path(file));
  std::vector<FileId> files = DiskFiles();
  std::erase_if(files, [&](FileId one) { return folder(path(one)) != here; });
  return files;
}

Span SourceMap::Spell(Span span) const {
  if (!span.valid()) return span;
  const File& file = impl_->At(span.file);
  if (!file.buffer) return span;

  const auto piece_at = [&file](std::uint32_t offset) {
    auto after = std::upper_bound(file.pieces.begin(), file.pieces.end(), offset,
                                  [](std::uint32_t o, const Piece& p) { return o < p.at; });
    return std::prev(after);
  };
  const auto first = piece_at(span.begin);
  // An empty span at the border of two pieces belongs to the one that starts there.
  const auto last = span.empty() ? first : piece_at(span.end - 1);

  const auto place = [](const Piece& p, std::uint32_t begin, std::uint32_t end) {
    if (!p.verbatim) return p.from;
    return Span{p.from.file, p.from.begin + (begin - p.at), p.from.begin + (end - p.at)};
  };
  const auto piece_end = [&file](auto p) {
    return std::next(p) == file.pieces.end() ? static_cast<std::uint32_t>(file.text.size())
                                             : std::next(p)->at;
  };
  const Span head = Spell(place(*first, span.begin, first == last ? span.end : piece_end(first)));
  if (first == last) return head;
  const Span tail = Spell(place(*last, last->at, span.end));
  if (head.file == tail.file && head.begin <= tail.begin) return {head.file, head.begin, tail.end};
  return head;
}

LineColumn SourceMap::Locate(FileId file, std::uint32_t offset) const {
  const auto& starts = impl_->LineStarts(file);
  const auto after = std::upper_bound(starts.begin(), starts.end(), offset);
  const auto line = static_cast<std::uint32_t>(after - starts.begin());
  std::uint32_t begin = starts[line - 1];
  if (line == 1 && Text(file).starts_with(kByteOrderMark)) {
    begin = std::min<std::uint32_t>(offset, kByteOrderMark.size());
  }
  return {line, offset - begin + 1};
}

Utf8Length SourceMap::LengthOf(Span span) const {
  if (span.size() <= kTextBlock) return execlint::LengthOf(Text(span));
  const Utf8Length begin = impl_->Before(span.file, span.begin);
  const Utf8Length end = impl_->Before(span.file, span.end);
  return {end.characters - begin.characters, end.utf16 - begin.utf16};
}

Span SourceMap::Line(FileId file, std::uint32_t line) const {
  const auto& starts = impl_->LineStarts(file);
  const std::string_view text = Text(file);
  if (line == 0 || line > starts.size())
    return Span::At(file, static_cast<std::uint32_t>(text.size()));
  std::uint32_t begin = starts[line - 1];
  auto end = line < starts.size() ? starts[line] - 1 : static_cast<std::uint32_t>(text.size());
  if (end > begin && text[end - 1] == '\r') --end;
  if (line == 1 && text.starts_with(kByteOrderMark)) {
    begin = std::min<std::uint32_t>(end, kByteOrderMark.size());
  }
  return {file, begin, end};
}

void SourceMap::MarkSecret(Span span) {
  if (!span.valid() || span.empty()) return;
  const Span spelled = Spell(span);
  const std::lock_guard lock(impl_->secrets_mutex);
  impl_->At(spelled.file).secrets.push_back(spelled);
}

std::vector<Span> SourceMap::secrets(Span within) const {
  if (!within.valid()) return {};
  const std::lock_guard lock(impl_->secrets_mutex);
  File& file = impl_->At(within.file);
  PutInOrder(file);
  const auto first = std::ranges::upper_bound(file.secrets, within.begin, {}, &Span::end);
  const auto last =
      std::ranges::lower_bound(first, file.secrets.end(), within.end, {}, &Span::begin);
  return {first, last};
}

std::string SourceMap::MaskedText(Span span) const {
  std::string masked;
  std::uint32_t at = span.begin;
  for (const Span& secret : secrets(span)) {
    if (secret.begin > at) masked += Text({span.file, at, secret.begin});
    masked += "***";
    at = std::min(secret.end, span.end);
  }
  if (at < span.end) masked += Text({span.file, at, span.end});
  return masked;
}

void SourceMap::SetComments(FileId file, std::vector<Span> comments, std::vector<Span> blocks) {
  // Units that share a file read it at the same time. What is the same already stays in place.
  auto& at = impl_->At(file);
  const std::lock_guard lock(impl_->comments_mutex);
  if (at.comments != comments) at.comments = std::move(comments);
  if (at.blocks != blocks) at.blocks = std::move(blocks);
}

const std::vector<Span>& SourceMap::comments(FileId file) const { return impl_->At(file).comments; }

const std::vector<Span>& SourceMap::blocks(FileId file) const { return impl_->At(file).blocks; }

void SourceMap::SetExemptions(FileId file, std::vector<Exemption> exemptions) {
  impl_->At(file).exemptions = std::move(exemptions);
}

const std::vector<Exemption>& SourceMap::exemptions(FileId file) const {
  return impl_->At(file).exemptions;
}

}  // namespace execlint
