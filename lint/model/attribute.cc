#include "lint/model/attribute.h"

#include <algorithm>
#include <array>

#include "lint/source/shortened.h"

namespace execlint {

bool NamesItself(std::string_view attribute, bool computed) {
  const auto is_of = [&](const auto& all) {
    return std::ranges::find(all, attribute) != all.end();
  };
  constexpr std::array<std::string_view, 8> kWritten = {"",     "id",     "arn",    "name",
                                                        "Name", "family", "bucket", "key_id"};
  if (!computed) return is_of(kWritten);
  // A load balancer has the id of its VPC.
  constexpr std::array<std::string_view, 5> kOfOthers = {"vpc_id", "VpcId", "subnet_id", "SubnetId",
                                                         "owner_id"};
  // Under these, CloudFormation has what AWS makes with a VPC.
  constexpr std::array<std::string_view, 3> kOwn = {"arn_without_revision", "DefaultSecurityGroup",
                                                    "DefaultNetworkAcl"};
  const auto ends = [&](std::string_view end) { return attribute.ends_with(end); };
  const bool id = ends("id") || ends("Id") || ends("arn") || ends("Arn");
  return is_of(kWritten) || is_of(kOwn) || (id && !is_of(kOfOthers));
}

std::string Text::Shown() const { return Shortened(execlint::Shown(value), kLongestShown); }
std::string Text::WithHoles() const { return execlint::WithHoles(value); }

template class Cases<Traced>;
template class Cases<Fact<bool>>;
template class Cases<Fact<Text>>;
template class Cases<Fact<Ref>>;
template class Cases<Fact<List<Text>>>;
template class Cases<Fact<List<Ref>>>;
template class Cases<Fact<List<Tag>>>;

}  // namespace execlint
