#include "parsers/terraform/project/backend.h"

#include <algorithm>
#include <array>

namespace execlint::terraform {
namespace {

// What `terraform init -backend-config` may give.
// https://developer.hashicorp.com/terraform/language/backend
struct Arguments {
  std::string_view type;
  std::string_view names;  // each between spaces
};
constexpr std::array<Arguments, 6> kArguments = {{
    {"s3",
     " bucket key region access_key acl allowed_account_ids assume_role "
     "assume_role_duration_seconds assume_role_policy assume_role_policy_arns assume_role_tags "
     "assume_role_transitive_tag_keys assume_role_with_web_identity custom_ca_bundle "
     "dynamodb_endpoint dynamodb_table ec2_metadata_service_endpoint "
     "ec2_metadata_service_endpoint_mode encrypt endpoint endpoints external_id "
     "forbidden_account_ids force_path_style http_proxy https_proxy iam_endpoint insecure "
     "kms_key_id max_retries no_proxy profile retry_mode role_arn secret_key session_name "
     "shared_config_files shared_credentials_file shared_credentials_files "
     "skip_credentials_validation skip_metadata_api_check skip_region_validation "
     "skip_requesting_account_id skip_s3_checksum sse_customer_key sts_endpoint sts_region token "
     "use_dualstack_endpoint use_fips_endpoint use_legacy_workflow use_lockfile use_path_style "
     "workspace_key_prefix "},
    {"gcs",
     " bucket prefix access_token credentials encryption_key impersonate_service_account "
     "impersonate_service_account_delegates kms_encryption_key storage_custom_endpoint "},
    {"azurerm",
     " storage_account_name container_name key access_key client_certificate "
     "client_certificate_password client_certificate_path client_id client_id_file_path "
     "client_secret client_secret_file_path endpoint environment lookup_blob_endpoint "
     "metadata_host msi_endpoint oidc_request_token oidc_request_url oidc_token "
     "oidc_token_file_path resource_group_name sas_token snapshot subscription_id tenant_id "
     "use_aks_workload_identity use_azuread_auth use_cli use_msi use_oidc "},
    {"remote", " hostname organization token workspaces "},
    {"http",
     " address client_ca_certificate_pem client_certificate_pem client_private_key_pem "
     "lock_address lock_method password retry_max retry_wait_max retry_wait_min "
     "skip_cert_verification unlock_address unlock_method update_method username "},
    {"consul",
     " path access_token address ca_file cert_file datacenter gzip http_auth key_file lock "
     "scheme "},
}};

}  // namespace

BackendBlock FindBackend(const Folder& root) {
  for (const Declaration& declaration : root.all()) {
    if (declaration.type() != "terraform") continue;
    const BodyRef body({declaration.layer()});
    for (const BlockRef& block : body.Blocks("backend")) {
      return {block.block->head, std::string(block.label(0)), block.body()};
    }
    for (const BlockRef& block : body.Blocks("cloud")) {
      return {block.block->head, "cloud", block.body()};
    }
  }
  return {.at = Span::At(root.files().front(), 0)};
}

bool TakesArgument(const BackendBlock& backend, std::string_view name) {
  const std::string word = " " + std::string(name) + " ";
  return std::any_of(kArguments.begin(), kArguments.end(), [&](const Arguments& one) {
    return (!backend.body || one.type == backend.type) && one.names.find(word) != word.npos;
  });
}

}  // namespace execlint::terraform
