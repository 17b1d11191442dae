variable "environment" {
  type    = string
  default = "dev"

  validation {
    condition     = contains(["dev", "prod"], var.environment)
    error_message = "dev or prod"
  }
}

variable "region" {
  type    = string
  default = "eu-west-1"
}

variable "cidr" {
  default = "10.20.0.0/16"
}

variable "exec_log_group" {
  type    = string
  default = null
}

variable "services" {
  type = map(object({
    cpu     = optional(number)
    exec    = optional(bool)
    ports   = optional(list(number))
    secrets = optional(map(string))
    command = optional(list(string), [])
  }))
}
