resource "aws_ecs_service" "web" {
  name                   = "web"
  cluster                = "main"
  task_definition        = "web:7"
  enable_execute_command = true
}
