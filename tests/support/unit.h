// A deployment unit made by hand: roles, policies, attachments, a task definition and its service.
//
//   Unit unit;
//   Role& role = unit.AddRole("web-task");
//   unit.SetTaskRole(unit.Attribute(role, "arn"));
//   const TaskRoleVerdict& verdict = unit.Judge();
#ifndef EXECLINT_TESTS_SUPPORT_UNIT_H_
#define EXECLINT_TESTS_SUPPORT_UNIT_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lint/model/model.h"
#include "lint/model/view.h"
#include "lint/verdict/task_role.h"
#include "lint/verdict/workload.h"
#include "tests/support/policies.h"

namespace execlint::testing {

inline constexpr std::string_view kTrustTasks =
    R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"ecs-tasks.amazonaws.com"}}})";
inline constexpr std::string_view kAllowExec =
    R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["ssmmessages:CreateControlChannel","ssmmessages:CreateDataChannel","ssmmessages:OpenControlChannel","ssmmessages:OpenDataChannel"],"Resource":"*"}})";

class Unit {
 public:
  Unit();

  // Trusted by ECS tasks. The reference holds until the next AddRole.
  Role& AddRole(std::string_view name);
  Policy& AddPolicy(std::string_view name, std::string_view document);
  PolicyAttachment& AddAttachment();

  void AddInline(Role& role, std::string_view document);
  void AddManaged(Role& role, Traced arn);

  // A reference to another resource's attribute; text, in which `$x` is a hole.
  Traced Attribute(const Head& head, std::string_view attribute);
  Traced Text(std::string_view text) { return policies_.String(text); }

  static Attr<execlint::Text> TextAttr(Traced value, ValueStore& values);
  Attr<Ref> RefAttr(Traced value);
  Attr<List<Ref>> RefsAttr(std::vector<Traced> values);
  Attr<PolicyDocument> DocumentAttr(std::string_view json);

  void SetTaskRole(Traced value);
  void SetExecutionRole(Traced value);
  TaskRoleVerdict Judge();

  ModelView view() { return {model_, scenario, reads}; }
  Model& model() { return model_; }
  Policies& policies() { return policies_; }
  Scenario scenario;
  Reads reads;

 private:
  ResourceId NextId();

  Model model_;
  Policies policies_;
  std::uint32_t ids_ = 0;
};

}  // namespace execlint::testing

#endif  // EXECLINT_TESTS_SUPPORT_UNIT_H_
