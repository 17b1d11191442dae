#include "parsers/ecs/jobs.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "parsers/ecs/containers.h"

namespace execlint::ecs {
namespace {

// What the two forms of a task call its parts.
struct TaskForm {
  std::string_view role;
  std::string_view platform_version;
  std::string_view containers;  // empty: the map is the only container
};
constexpr TaskForm kOneContainer = {"jobRoleArn", "fargatePlatformConfiguration.platformVersion",
                                    ""};
constexpr TaskForm kTask = {"taskRoleArn", "platformVersion", "containers"};

class JobLowering {
 public:
  JobLowering(const JobForms& forms, const Service& job, ValueStore& values, SourceMap& sources,
              Model& model)
      : forms_(forms), job_(job), values_(values), sources_(sources), model_(model) {}

  void Run() {
    AddContainer(forms_.container);
    AddTasks(forms_.ecs);
    ForEachItem(Below(forms_.nodes, "nodeRangeProperties"), [&](const JobForm& range) {
      AddContainer(Below(range, "container"));
      AddTasks(Below(range, "ecsProperties"));
    });
  }

 private:
  JobForm Below(const JobForm& form, std::string_view key) const {
    return {form.properties.Map(
                [&](Traced map) { return PropertyNamed(map, key, forms_.keys, values_); }),
            form.path + "." + Spelled(key, forms_.keys)};
  }

  // `add(item)` for each place of the list.
  template <class F>
  void ForEachItem(const JobForm& list, F&& add) const {
    std::size_t most = 0;
    list.properties.ForEachValue([&](Traced value) {
      if (value && value->is_list()) most = std::max<std::size_t>(most, value->count);
    });
    for (std::size_t i = 0; i < most; ++i) {
      add(JobForm{list.properties.Map([&](Traced value) {
                    return value && value->is_list() && i < value->count
                               ? values_.Inside(value, value->items()[i])
                               : Traced();
                  }),
                  list.path + "[" + std::to_string(i) + "]"});
    }
  }

  static bool IsWritten(Traced value) { return value && !value->is_null(); }

  void AddContainer(const JobForm& form) { Add(form, kOneContainer); }
  void AddTasks(const JobForm& form) {
    ForEachItem(Below(form, "taskProperties"), [&](const JobForm& task) { Add(task, kTask); });
  }

  void Add(const JobForm& form, const TaskForm& task_form) {
    if (!form.properties.AnyValue(IsWritten)) return;
    const MapReader reader(
        form.properties, job_.head, values_,
        {.keys = forms_.keys, .bool_words = forms_.bool_words, .shown = form.path + "."});
    Service job = job_;
    job.own_task_definition = model_.task_definitions.size();
    job.written.in = form.properties.Map([&](Traced map) {
      return Fact<bool>::Known(IsWritten(map), {job_.head.span, job_.head.calls});
    });
    LowerRow(reader, "enableExecuteCommand", &job.enable_execute_command);
    LowerRow(reader, task_form.platform_version, &job.platform_version);
    const Symbol* cluster = values_.Intern({.why = Why::kNotKnown,
                                            .name = "the cluster that AWS Batch creates",
                                            .naming = Symbol::Naming::kWords});
    job.cluster.in = Cases<Fact<Ref>>(Fact<Ref>::Unknowable(cluster, {job_.head.span}));
    model_.services.push_back(std::move(job));
    AddTaskDefinition(form, task_form, reader);
  }

  void AddTaskDefinition(const JobForm& form, const TaskForm& task_form, const MapReader& reader) {
    constexpr std::array<Row<TaskDefinition>, 3> kRows = {{
        {"executionRoleArn", &TaskDefinition::execution_role},
        {"pidMode", &TaskDefinition::pid_mode},
        {"runtimePlatform.operatingSystemFamily", &TaskDefinition::operating_system_family},
    }};
    TaskDefinition task{.head = job_.head, .requires_compatibilities = forms_.platforms};
    LowerRows<TaskDefinition>(reader, kRows, task);
    LowerRow(reader, task_form.role, &task.task_role);
    const bool one = task_form.containers.empty();
    const ContainerReading reading{
        .keys = forms_.keys,
        .bool_words = forms_.bool_words,
        .values = values_,
        .sources = sources_,
        .owner = task.head,
        .slot_prefix =
            one ? form.path : form.path + "." + Spelled(task_form.containers, forms_.keys),
        .stray_refusal = forms_.stray_refusal,
        .stray_instead =
            "set `" + Spelled("enableExecuteCommand", forms_.keys) + "` beside the containers",
        .strays = one ? nullptr : &model_.strays};
    if (one) {
      task.containers.in = form.properties.Map(
          [&](Traced map) { return LowerOneContainer(map, reader.head(), reading); });
    } else {
      task.containers =
          LowerWith(reader, task_form.containers, [&](Traced list, Place owner, ValueStore&) {
            return LowerContainers(list, owner, reading);
          });
    }
    model_.task_definitions.push_back(std::move(task));
  }

  const JobForms& forms_;
  const Service& job_;
  ValueStore& values_;
  SourceMap& sources_;
  Model& model_;
};

}  // namespace

void LowerJob(const JobForms& forms, const Service& job, ValueStore& values, SourceMap& sources,
              Model& model) {
  JobLowering(forms, job, values, sources, model).Run();
}

}  // namespace execlint::ecs
