#include "lint/cli/outputs.h"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "lint/render/renderer.h"
#include "lint/source/format.h"
#include "lint/source/nearest.h"

namespace execlint {
namespace {

constexpr const char* kDefaultFormat = "text";

// One path is one file, however it is spelled.
std::string Normal(const std::string& path) {
  if (path == "-") return path;
  std::error_code error;
  const std::filesystem::path real = std::filesystem::weakly_canonical(path, error);
  return error ? path : real.string();
}

tl::expected<Output, Error> Choose(const std::string& format, const std::string& output) {
  const std::size_t equals = output.find('=');
  if (equals == output.npos) return Output{format, output};
  const std::string word = output.substr(0, equals);
  if (FindRenderer(word) != nullptr) return Output{word, output.substr(equals + 1)};
  // Nobody who writes `srif=x` wants a file of that name.
  const std::vector<std::string_view> names = RendererNames();
  if (word.find('/') != word.npos || Nearest(word, names).empty()) return Output{format, output};
  return tl::make_unexpected(Error{Format("--output {}: {} (a file of this name is written `./{}`)",
                                          output, NoSuch("format", word, names), output)});
}

}  // namespace

tl::expected<std::vector<Output>, Error> ChooseOutputs(const std::string& format,
                                                       const std::vector<std::string>& outputs) {
  const std::string& by_default = format.empty() ? kDefaultFormat : format;
  if (outputs.empty()) return std::vector<Output>{{by_default, "-"}};
  std::vector<Output> chosen;
  bool format_used = false;
  for (const std::string& text : outputs) {
    auto output = Choose(by_default, text);
    if (!output) return tl::make_unexpected(output.error());
    if (output->path.empty()) {
      return tl::make_unexpected(Error{Format("--output {}: the name of the file is empty", text)});
    }
    format_used |= output->path.size() == text.size();
    for (const Output& other : chosen) {
      if (Normal(other.path) != Normal(output->path)) continue;
      return tl::make_unexpected(
          Error{output->path == "-" ? "two outputs go to standard output"
                                    : Format("two outputs go to the file `{}`", output->path)});
    }
    chosen.push_back(std::move(*output));
  }
  if (!format.empty() && !format_used) {
    return tl::make_unexpected(
        Error{Format("--format {} has no effect, since each --output names its format; to print it "
                     "too, add --output {}=-",
                     format, format)});
  }
  return chosen;
}

}  // namespace execlint
