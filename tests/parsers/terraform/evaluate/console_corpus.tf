# What the expressions of console_corpus.tsv refer to. No providers: `terraform console` reads it
# without a network.
variable "env" {
  type    = string
  default = "dev"
}
variable "names" {
  type    = list(string)
  default = ["web", "api", "worker"]
}
variable "ports" {
  type    = map(number)
  default = { web = 80, api = 8080, metrics = 9100 }
}
variable "service" {
  type = object({
    name = string
    exec = optional(bool)
    size = optional(object({ cpu = optional(number, 256), memory = optional(number, 512) }), {})
    tags = optional(map(string), { team = "platform" })
    list = optional(list(string))
  })
  default = { name = "web", size = { cpu = 1024 } }
}
variable "mixed" {
  default = { a = 1, b = "two", c = [true, null], d = { e = "f" } }
}
variable "nothing" {
  type    = string
  default = null
}
variable "set" {
  type    = set(string)
  default = ["b", "a", "b"]
}
variable "pair" {
  type    = tuple([string, number])
  default = ["x", "7"]
}
variable "containers" {
  type = list(object({
    name      = string
    image     = optional(string, "nginx")
    essential = optional(bool, true)
    env       = optional(map(string), {})
  }))
  default = [{ name = "app", env = { LOG = "debug", A = "1" } }, { name = "side", essential = false }]
}

locals {
  prefix   = "acme-${var.env}"
  is_prod  = var.env == "prod"
  sizes    = { dev = { cpu = 256, count = 1 }, prod = { cpu = 1024, count = 3 } }
  size     = local.sizes[var.env]
  nested   = { list = [{ id = "a", tags = ["x", "y"] }, { id = "b", tags = [] }, { id = "c", tags = ["z"] }] }
  document = <<-EOT
    {
      "Version": "2012-10-17",
      "Statement": [{ "Effect": "Allow", "Action": ["ssmmessages:*"], "Resource": "*" }]
    }
  EOT
  yaml     = "a: 1\nb:\n  - x\n  - true\n"
  empty    = []
  matrix   = [[1, 2], [3, [4, 5]], []]
}
