// The architecture that docs/architecture.md promises, checked against every #include.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace execlint {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> Lines(const fs::path& path) {
  std::ifstream in(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::string Trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" `");
  if (begin == std::string_view::npos) return "";
  return std::string(text.substr(begin, text.find_last_not_of(" `") - begin + 1));
}

std::vector<std::string> Split(std::string_view text, std::string_view separator) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at != std::string_view::npos;) {
    const std::size_t next = text.find(separator, at);
    parts.push_back(Trim(text.substr(at, next - at)));
    at = next == std::string_view::npos ? next : next + separator.size();
  }
  return parts;
}

struct Architecture {
  std::map<std::string, int> rank;  // "lint/source" -> 0, "lint/value" -> 1, ...
  std::set<std::string> divided;    // folders whose rooms have an order: "lint", ...
  std::map<std::string, std::set<std::string>> homes;  // "yaml-cpp/" -> "parsers/yaml"
};

Architecture Read(const fs::path& page) {
  Architecture architecture;
  for (const std::string& line : Lines(page)) {
    const std::size_t colon = line.find("/: ");
    if (line.starts_with("    ") && colon != std::string::npos) {
      const std::string root = Trim(line.substr(0, colon + 1));
      architecture.divided.insert(root.substr(0, root.size() - 1));
      int rank = 0;
      for (const std::string& step : Split(line.substr(colon + 3), "<-")) {
        for (const std::string& folder : Split(step, ",")) architecture.rank[root + folder] = rank;
        ++rank;
      }
    }
    if (line.starts_with("| `") && line.find("/` | `") != std::string::npos) {
      const std::vector<std::string> cells = Split(line, "|");
      architecture.homes[cells[1]].insert(cells[2]);
    }
  }
  return architecture;
}

// "lint/engine/rule.h" -> "lint/engine"; "rules/launch/x.cc" -> "rules"; "parsers/a.h" ->
// "parsers".
std::string Folder(const fs::path& path) {
  auto part = path.begin();
  const std::string root = part->string();
  ++part;
  const bool nested = std::next(part) != path.end();
  return nested && root != "rules" && root != "app" ? root + "/" + part->string() : root;
}

// The folder that a file lies in: "parsers/terraform/lower/ecs.cc" -> "parsers/terraform/lower".
std::string Room(const fs::path& path) { return path.parent_path().generic_string(); }

// What is wrong with one room of a folder including another, where the page gives the rooms of that
// folder an order. Files that lie in the folder itself may include all of its rooms.
std::string ComplaintAboutRooms(const Architecture& architecture, const std::string& from,
                                const std::string& to) {
  const std::string folder = from.substr(0, from.rfind('/'));
  if (from == to || !architecture.divided.contains(folder)) return "";
  if (folder == "lint" || folder == "parsers") return "";  // see Complaint
  if (!architecture.rank.contains(from)) return from + " has no place";
  if (!to.starts_with(folder)) return "";
  const auto place = architecture.rank.find(to);
  const bool left = place != architecture.rank.end() && place->second < architecture.rank.at(from);
  return left ? "" : from + " may not see " + to;
}

// What is wrong with `from` including the project's header `to`; empty when nothing is.
std::string Complaint(const Architecture& architecture, const std::string& from,
                      const std::string& to) {
  const auto rank = [&](const std::string& folder) {
    const auto found = architecture.rank.find(folder);
    return found == architecture.rank.end() ? -1 : found->second;
  };
  const std::string from_root = from.substr(0, from.find('/'));
  const std::string to_root = to.substr(0, to.find('/'));
  if (from == to || from_root == "app" || (from == "parsers" && to_root == "parsers")) return "";
  if (to.find('/') != std::string::npos && rank(to) < 0) return to + " has no place";
  if (from.find('/') != std::string::npos && rank(from) < 0) return from + " has no place";
  if (from_root == to_root) return rank(to) < rank(from) ? "" : from + " may not see " + to;
  if (to_root != "lint" || from_root == "lint") return from + " may not see " + to;
  return rank(to) <= rank("lint/engine") ? "" : from + " may not see " + to;
}

TEST(Layering, ThePageGivesEveryFolderItsPlace) {
  const Architecture architecture = Read("docs/architecture.md");
  EXPECT_EQ(architecture.rank.at("lint/source"), 0);
  EXPECT_EQ(architecture.rank.at("lint/network"), architecture.rank.at("lint/iam"));
  EXPECT_GT(architecture.rank.at("parsers/terraform"), architecture.rank.at("parsers/ecs"));
  EXPECT_GT(architecture.rank.at("parsers/terraform/unit"),
            architecture.rank.at("parsers/terraform/evaluate"));
  EXPECT_EQ(architecture.homes.at("yaml-cpp/"), std::set<std::string>{"parsers/yaml"});
}

TEST(Layering, TheCheckTellsRightFromWrong) {
  const Architecture architecture = Read("docs/architecture.md");
  EXPECT_EQ(Complaint(architecture, "lint/model", "lint/value"), "");
  EXPECT_EQ(Complaint(architecture, "rules", "lint/engine"), "");
  EXPECT_NE(Complaint(architecture, "lint/value", "lint/model"), "");
  EXPECT_NE(Complaint(architecture, "lint/iam", "lint/network"), "");
  EXPECT_NE(Complaint(architecture, "lint/engine", "parsers/json"), "");
  EXPECT_NE(Complaint(architecture, "rules", "parsers/json"), "");
  EXPECT_NE(Complaint(architecture, "parsers/terraform", "lint/render"), "");
  EXPECT_NE(Complaint(architecture, "lint/odds_and_ends", "lint/source"), "");
  const std::string evaluate = "parsers/terraform/evaluate", unit = "parsers/terraform/unit";
  EXPECT_EQ(ComplaintAboutRooms(architecture, unit, evaluate), "");
  EXPECT_EQ(ComplaintAboutRooms(architecture, unit, "lint/value"), "");
  EXPECT_EQ(ComplaintAboutRooms(architecture, "parsers/terraform", unit), "");
  EXPECT_NE(ComplaintAboutRooms(architecture, evaluate, unit), "");
  EXPECT_NE(ComplaintAboutRooms(architecture, evaluate, "parsers/terraform"), "");
  EXPECT_NE(ComplaintAboutRooms(architecture, "parsers/terraform/attic", unit), "");
  EXPECT_EQ(Folder("lint/engine/rule.h"), "lint/engine");
  EXPECT_EQ(Folder("parsers/terraform/lower/ecs.cc"), "parsers/terraform");
  EXPECT_EQ(Folder("parsers/frontends.h"), "parsers");
  EXPECT_EQ(Folder("rules/launch/exec_disabled.cc"), "rules");
}

TEST(Layering, EveryIncludeFollowsThePage) {
  const Architecture architecture = Read("docs/architecture.md");
  int includes = 0;
  for (const char* root : {"lint", "parsers", "rules", "app"}) {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root)) {
      const fs::path& path = entry.path();
      if (path.extension() != ".cc" && path.extension() != ".h") continue;
      const std::string from = Folder(path);
      for (const std::string& line : Lines(path)) {
        if (!line.starts_with("#include ") || line.size() < 11) continue;
        const std::string name = line.substr(10, line.find_last_of("\">") - 10);
        ++includes;
        if (line[9] == '"') {
          EXPECT_EQ(Complaint(architecture, from, Folder(name)), "") << path << ": " << line;
          EXPECT_EQ(ComplaintAboutRooms(architecture, Room(path), Room(name)), "")
              << path << ": " << line;
          continue;
        }
        for (const auto& [header, homes] : architecture.homes) {
          if (!name.starts_with(header)) continue;
          EXPECT_TRUE(homes.contains(from)) << path << ": " << line;
        }
      }
    }
  }
  EXPECT_GT(includes, 100);
}

}  // namespace
}  // namespace execlint
