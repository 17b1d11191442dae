// Which template in the project a nested stack is made of.
//
//   TemplateURL: ./network.yaml                                  # relative to the template:
//   certain TemplateURL: https://bucket.s3.amazonaws.com/v1/network.yaml # uploaded from somewhere
//   TemplateURL: !Sub https://${Bucket}.s3.amazonaws.com/${Prefix}network.yaml
//
// An uploaded template is taken to be the one of that name in the project: of several, those whose
// paths have most in common with the end of the URL, and of these the nearest. That rests on the
// name alone. A template of another environment than the URL speaks of is not meant, and no
// template is meant by itself.
#ifndef EXECLINT_PARSERS_CLOUDFORMATION_NESTED_TEMPLATE_H_
#define EXECLINT_PARSERS_CLOUDFORMATION_NESTED_TEMPLATE_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lint/engine/frontend.h"
#include "lint/source/once.h"
#include "parsers/cloudformation/template.h"

namespace execlint::cloudformation {

struct NestedTemplate {
  std::string path = {};  // relative to the project; empty: none that is known
  bool by_name = false;
  std::vector<std::string> candidates = {};  // where several are equally good
  bool sure =
      false;  // written as `./` or `../`: a file of the project, which is read if it is there
};

// The property that says what the stack is made of; no value if `resource` is no nested stack.
Traced TemplateUrl(const TemplateResource& resource);

// `nested stack `Web``, or what else makes resources out of a template that is somewhere else.
std::string NestedInWords(const TemplateResource& resource, const std::string& name);

// The files of a project by their names.
class TemplateNames {
 public:
  explicit TemplateNames(const Project& project) : project_(project) {}

  // `file`: the path of the template that `resource` stands in.
  NestedTemplate Find(const TemplateResource& resource, const std::string& file) const;

 private:
  NestedTemplate FindByUrl(Traced url, const std::string& file, int depth) const;
  NestedTemplate FindByName(const std::string& url, const std::string& file) const;

  using Files = std::multimap<std::string_view, const ProjectFile*>;
  const Files& files() const;

  const Project& project_;
  mutable Once once_;  // most projects have no URL to look up
  mutable Files files_;
};

}  // namespace execlint::cloudformation

#endif  // EXECLINT_PARSERS_CLOUDFORMATION_NESTED_TEMPLATE_H_
