a = <<-E
  %{ for k, v in m ~}
  ${k}
  %{ endfor ~}
  E
