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

}  // namespace execlint
