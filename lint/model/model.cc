#include "lint/model/model.h"

template class std::vector<execlint::Service>;
template class std::vector<execlint::TaskDefinition>;
template class std::vector<execlint::Cluster>;
template class std::vector<execlint::CapacityProviderAssociation>;
template class std::vector<execlint::OtherLauncher>;
template class std::vector<execlint::Role>;
template class std::vector<execlint::Policy>;
template class std::vector<execlint::PolicyAttachment>;
template class std::vector<execlint::BarePolicy>;
template class std::vector<execlint::Vpc>;
template class std::vector<execlint::Subnet>;
template class std::vector<execlint::RouteTable>;
template class std::vector<execlint::RouteEntry>;
template class std::vector<execlint::RouteTableAssociation>;
template class std::vector<execlint::NatGateway>;
template class std::vector<execlint::InternetGateway>;
template class std::vector<execlint::VpcEndpoint>;
template class std::vector<execlint::SecurityGroup>;
template class std::vector<execlint::SecurityGroupRule>;
template class std::vector<execlint::PrivateZone>;
template class std::vector<execlint::Stray>;
template class std::vector<execlint::Problem>;

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
