environment    = "prod"
exec_log_group = "/shop/exec"

services = {
  web = {
    cpu   = "512"
    exec  = true
    ports = [443, 8443]
  }
  worker = {
    secrets = { DATABASE = "shop/database", QUEUE = "shop/queue" }
    command = ["worker", "--queue", "orders"]
  }
}
