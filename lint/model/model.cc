#include "lint/model/model.h"

namespace execlint {

template class Cases<Fact<PolicyDocument>>;
template class Cases<Fact<List<InlinePolicy>>>;
template class Cases<Fact<List<Container>>>;
template class Cases<Fact<List<Route>>>;
template class Cases<Fact<Route>>;
template class Cases<Fact<List<GroupRule>>>;
template class Cases<Fact<GroupRule>>;

Model::Model() = default;
Model::Model(Model&&) noexcept = default;
Model& Model::operator=(Model&&) noexcept = default;
Model::~Model() = default;

std::vector<const Escape*> Model::EscapesOf(ResourceId id) const {
  std::vector<const Escape*> all;
  for (const Model* model : {this, common}) {
    if (model == nullptr) continue;
    const auto found = model->escapes.find(id);
    if (found == model->escapes.end()) continue;
    for (const Escape& one : found->second) all.push_back(&one);
  }
  return all;
}

}  // namespace execlint
