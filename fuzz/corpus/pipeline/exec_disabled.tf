resource "aws_ecs_service" "web" { # expect: exec-disabled "does not turn ECS Exec on"
  name            = "web"
  cluster         = "main"
  task_definition = "web:7"
}
