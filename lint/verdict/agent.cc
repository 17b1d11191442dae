#include "lint/verdict/agent.h"

#include <algorithm>
#include <string_view>

#include "lint/value/glyphs.h"

namespace execlint {

bool ConcernsAgent(std::string_view variable) {
  const auto among = [variable](const auto& names) {
    return std::find(names.begin(), names.end(), variable) != names.end();
  };
  return among(kCredentialVariables) || among(kCredentialProxies) || among(kSessionProxies);
}

// The instance keys belong to instance profiles and hybrid nodes, and are never set for a task
// [A3.3]. Whether temporary credentials of a service carry the keys of multi-factor authentication,
// AWS does not say: these are unknown.
const RequestContext& AgentContext() {
  static const RequestContext made = [] {
    RequestContext context;
    for (const std::string_view key :
         {"ec2:SourceInstanceARN", "ssm:SourceInstanceARN", "aws:username"}) {
      context.Absent(key);
    }
    context.Set("aws:SecureTransport", {GlyphsOf("true")});
    context.Set("aws:ViaAWSService", {GlyphsOf("false")});
    context.Set("aws:PrincipalIsAWSService", {GlyphsOf("false")});
    context.Set("aws:PrincipalType", {GlyphsOf("AssumedRole")});
    return context;
  }();
  return made;
}

}  // namespace execlint
