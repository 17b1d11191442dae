// The calls of local modules in a folder, and which of them make anything. Found without reading
// more than the module blocks.
//
//   ModuleCalls calls;
//   calls.Add(configuration, file, false);   // each file of the folder
//   for (const ModuleCall& call : calls.Merged()) call.source;   // `../modules/web`
#ifndef EXECLINT_PARSERS_TERRAFORM_PROJECT_MODULE_CALLS_H_
#define EXECLINT_PARSERS_TERRAFORM_PROJECT_MODULE_CALLS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lint/source/span.h"

namespace execlint::terraform {

class Configuration;

inline constexpr int kMaxModuleDepth = 24;  // of modules in modules: what is deeper is a limit

struct ModuleCall {
  // How many instances the call makes, as far as its own text says.
  enum class Makes : std::uint8_t {
    kOne,      // neither `count` nor `for_each` nor `lifecycle`
    kSome,     // as many as an expression says, which may be none
    kNothing,  // `count = 0`, `for_each = {}`
  };
  std::string name = {};
  std::string source = {};  // `../modules/web`; empty where it is not written or not constant
  Span at = {};             // the head of the call
  // Not set in an override file without `count` and `for_each`, which leaves those that it changes.
  std::optional<Makes> makes = {};
};

class ModuleCalls {
 public:
  // `all`: reads calls without a path too. It takes that where the file may spell its words with
  // escapes, or an override file of the folder may change where a call leads.
  void Add(const Configuration& configuration, FileId file, bool all);
  void Add(ModuleCalls&& more);  // of another file of the folder

  // What is called by a path, after override files have changed what the others say. An override
  // file calls nothing by itself.
  std::vector<ModuleCall> Merged() const;

 private:
  struct Override {
    std::string file;
    ModuleCall call;
  };
  std::vector<ModuleCall> calls_;
  std::vector<Override> overrides_;
};

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_PROJECT_MODULE_CALLS_H_
